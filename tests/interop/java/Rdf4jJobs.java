// java Rdf4jJobs.java JOBS: reading by Eclipse RDF4J 3.7 Rio, which looks at datatypes and language tags; see batch.py.
//   read-SYNTAX FILE OUT     its statements as N-Quads

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.RDFParser;
import org.eclipse.rdf4j.rio.Rio;
import org.eclipse.rdf4j.rio.helpers.BasicParserSettings;
import org.eclipse.rdf4j.rio.helpers.ParseErrorCollector;

public class Rdf4jJobs {
    private static final Map<String, RDFFormat> SYNTAXES = Map.of("turtle", RDFFormat.TURTLE, "ntriples", RDFFormat.NTRIPLES,
            "rdfxml", RDFFormat.RDFXML, "trig", RDFFormat.TRIG, "nquads", RDFFormat.NQUADS, "jsonld", RDFFormat.JSONLD);

    private static long cpu() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    public static void main(String[] arguments) throws Exception {
        int number = 0;
        PrintStream report = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] words = line.split("\t");
            long start = cpu();
            String complaint = "";
            try {
                complaint = read(SYNTAXES.get(words[0].substring("read-".length())), words[1], words[2]);
            } catch (Throwable error) {
                complaint = error.toString();
            }
            report.printf("%d\t%.3f\t%s%n", number++, (cpu() - start) / 1e9, complaint.replaceAll("\\s+", " "));
        }
    }

    private static String read(RDFFormat syntax, String from, String to) throws Exception {
        ParseErrorCollector faults = new ParseErrorCollector();
        try (InputStream in = new FileInputStream(from);
                OutputStream out = new FileOutputStream(to);
                Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            RDFParser parser = Rio.createParser(syntax);
            parser.getParserConfig().set(BasicParserSettings.VERIFY_DATATYPE_VALUES, true)
                    .set(BasicParserSettings.VERIFY_LANGUAGE_TAGS, true).set(BasicParserSettings.FAIL_ON_UNKNOWN_LANGUAGES, false);
            parser.setParseErrorListener(faults);
            parser.setRDFHandler(Rio.createWriter(RDFFormat.NQUADS, writer));
            parser.parse(in, "https://example.org/base/");
        }
        return String.join("; ", faults.getFatalErrors()) + String.join("; ", faults.getErrors())
                + String.join("; ", faults.getWarnings());
    }
}
