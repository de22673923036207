// Apache Jena ARQ, in memory: java -cp JARS Jena.java FILE.nt QUERIES ROUNDS SECONDS
// QUERIES is a folder of NAME.rq files; a line is printed for each, as engines.py does.
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.TimeUnit;
import org.apache.jena.query.*;
import org.apache.jena.riot.RDFDataMgr;

public class Jena {
  public static void main(String[] words) throws Exception {
    var model = RDFDataMgr.loadModel(words[0]);
    var files = new ArrayList<Path>();
    try (var found = Files.list(Path.of(words[1]))) { found.sorted().forEach(files::add); }
    for (var file : files) {
      var query = QueryFactory.create(Files.readString(file));
      var name = file.getFileName().toString().replace(".rq", "");
      var times = new StringBuilder();
      int rows = 0;
      double sum = 0;
      try {
        for (int round = 0; round < Integer.parseInt(words[2]) && sum < 20; round++) {
          long start = System.nanoTime();
          try (var run = QueryExecutionFactory.create(query, model)) {
            run.setTimeout((long) (1000 * Double.parseDouble(words[3])), TimeUnit.MILLISECONDS);
            rows = ResultSetFormatter.consume(run.execSelect());
          }
          double seconds = (System.nanoTime() - start) / 1e9;
          sum += seconds;
          times.append(String.format(Locale.ROOT, " %.6f", seconds));
        }
        System.out.println(name + "\t" + rows + "\t" + times.toString().strip());
      } catch (QueryCancelledException error) {
        System.out.println(name + "\t-\tover " + words[3] + " s");
      }
    }
  }
}
