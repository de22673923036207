// java JenaJobs.java JOBS: reading, SPARQL and SHACL by Apache Jena 4.5; see batch.py. A warning is an error.
//   read-SYNTAX FILE OUT     its statements as N-Quads
//   ask QUERY DATA OUT       the rows as SPARQL 1.1 Query Results JSON
//   validate SHAPES DATA OUT the report's results, one a line: source shape, focus node

import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.jena.graph.Graph;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RIOT;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWriter;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.sys.JenaSystem;

public class JenaJobs {
    private static final Map<String, Lang> SYNTAXES = Map.of("turtle", Lang.TURTLE, "ntriples", Lang.NTRIPLES, "rdfxml",
            Lang.RDFXML, "trig", Lang.TRIG, "nquads", Lang.NQUADS, "jsonld", Lang.JSONLD10);
    private static final Map<String, Model> LOADED = new HashMap<>();
    private static final Map<String, Shapes> SHAPES = new HashMap<>();

    private static long cpu() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    public static void main(String[] arguments) throws Exception {
        JenaSystem.init();
        int number = 0;
        PrintStream report = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] words = line.split("\t");
            long start = cpu();
            String complaint = "";
            try (OutputStream out = new FileOutputStream(words[words.length - 1])) {
                run(words, out);
            } catch (Throwable error) {
                complaint = error.toString().replaceAll("\\s+", " ");
            }
            report.printf("%d\t%.3f\t%s%n", number++, (cpu() - start) / 1e9, complaint);
        }
    }

    private static void run(String[] words, OutputStream out) {
        if (words[0].equals("ask")) {
            ask(words[1], model(words[2]), out);
        } else if (words[0].equals("validate")) {
            validate(words[1], words[2], out);
        } else {
            StreamRDF writer = StreamRDFWriter.getWriterStream(out, Lang.NQUADS);
            Lang syntax = SYNTAXES.get(words[0].substring("read-".length()));
            RDFParser.create().source(words[1]).forceLang(syntax).base("https://example.org/base/").checking(true).strict(true)
                    .errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging).parse(writer);
        }
    }

    private static void ask(String query, Model data, OutputStream out) {
        try (QueryExecution asked = QueryExecutionFactory.create(text(query), data)) {
            ResultSetFormatter.outputAsJSON(out, asked.execSelect());
        }
    }

    private static void validate(String shapes, String data, OutputStream out) {
        Shapes parsed = SHAPES.computeIfAbsent(shapes, file -> Shapes.parse(RDFDataMgr.loadGraph(file)));
        Graph graph = RDFDataMgr.loadGraph(data);
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        ShaclValidator.get().validate(parsed, graph).getEntries()
                .forEach(entry -> print.println(entry.source() + "\t" + entry.focusNode()));
    }

    private static Model model(String file) {
        return LOADED.computeIfAbsent(file, name -> {
            Model model = ModelFactory.createDefaultModel();
            RDFDataMgr.read(model, name);
            return model;
        });
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (java.io.IOException error) {
            throw new java.io.UncheckedIOException(error);
        }
    }
}
