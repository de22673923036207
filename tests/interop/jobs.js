// node jobs.js JOBS: readers of RDF in JavaScript, and Comunica; see batch.py. No remote JSON-LD context is ever fetched.
'use strict';
const fs = require('fs');

const BASE = 'https://example.org/base/';
const CONTEXT = 'https://w3id.org/historiograph/context';
const MEDIA = { turtle: 'text/turtle', ntriples: 'application/n-triples', trig: 'application/trig', nquads: 'application/n-quads' };

const read = (file) => fs.readFileSync(file, 'utf8');
const format = (file) => file.split('.').pop();

/** Answers for the one address that our files may point to, and for no other. */
function loader(context) {
  return async (address) => {
    if (address !== CONTEXT || !context) throw new Error(`refused to fetch ${address}`);
    return { contextUrl: null, documentUrl: address, document: JSON.parse(read(context)) };
  };
}

function written(quads) {
  const { Writer } = require('n3');
  const writer = new Writer({ format: 'N-Quads' });
  writer.addQuads(quads);
  return new Promise((resolve, reject) => writer.end((error, text) => (error ? reject(error) : resolve(text))));
}

async function streamed(parser, file) {
  const quads = [];
  await new Promise((resolve, reject) => {
    parser.on('data', (quad) => quads.push(quad)).on('error', reject).on('end', resolve);
    fs.createReadStream(file).pipe(parser);
  });
  return written(quads);
}

const term = (value) => {
  if (value === undefined) return '';
  if (value.termType === 'NamedNode') return `<${value.value}>`;
  return JSON.stringify([value.value, value.language, value.datatype.value]);
};

let loaded = {};
async function store(file) {
  const { Parser, Store } = require('n3');
  // All graphs as one: what a query sees that names none.
  loaded[file] ??= new Store(new Parser({ format: 'N-Triples' }).parse(read(file)));
  return loaded[file];
}

const ACTIONS = {
  n3: async (file) => written(new (require('n3').Parser)({ format: MEDIA[format(file)], baseIRI: BASE }).parse(read(file))),
  'rdfxml-streaming-parser': async (file) => {
    const { RdfXmlParser } = require('rdfxml-streaming-parser');
    return streamed(new RdfXmlParser({ baseIRI: BASE, strict: true, validateUri: true }), file);
  },
  'jsonld-streaming-parser': async (file) => {
    const { JsonLdParser } = require('jsonld-streaming-parser');
    return streamed(new JsonLdParser({ baseIRI: BASE, documentLoader: { load: loader() } }), file);
  },
  jsonld: async (file, context) =>
    require('jsonld').toRDF(JSON.parse(read(file)), {
      format: 'application/n-quads',
      documentLoader: loader(context),
      base: BASE,
      safe: true, // a key or a value that is lost is an error
    }),
  'rdf-canonize': async (file) =>
    require('rdf-canonize').canonize(read(file), {
      algorithm: 'RDFC-1.0',
      inputFormat: 'application/n-quads',
      format: 'application/n-quads',
    }),
  comunica: async (query, file) => {
    const { QueryEngine } = require('@comunica/query-sparql-rdfjs-lite');
    const found = await new QueryEngine().query(read(query), { sources: [await store(file)] });
    const columns = (await found.metadata()).variables.map((one) => one.variable ?? one);
    const rows = [];
    for await (const row of await found.execute()) rows.push(columns.map((one) => term(row.get(one))).join('\t'));
    return rows.join('\n') + '\n';
  },
};

async function main() {
  const jobs = read(process.argv[2]).trim().split('\n');
  for (const [number, line] of jobs.entries()) {
    const [action, ...files] = line.split('\t');
    const start = process.cpuUsage();
    let complaint = '';
    try {
      const output = files.pop();
      fs.writeFileSync(output, await ACTIONS[action](...files));
    } catch (error) {
      complaint = `${error.name}: ${error.message} ${JSON.stringify(error.details ?? {}).slice(0, 300)}`.replace(/\s+/g, ' ');
    }
    const { user, system } = process.cpuUsage(start);
    process.stdout.write(`${number}\t${((user + system) / 1e6).toFixed(3)}\t${complaint}\n`);
  }
}

main();
