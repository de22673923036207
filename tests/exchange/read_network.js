// Reads GEXF and GraphML with graphology, as Gephi Lite does, and prints what it found as JSON.
import { readFileSync } from "node:fs";
import graphology from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";

const found = {};
for (const file of process.argv.slice(2)) {
  const read = file.endsWith(".gexf") ? gexf.parse : graphml.parse;
  found[file] = read(graphology, readFileSync(file, "utf-8")).export();
}
console.log(JSON.stringify(found));
