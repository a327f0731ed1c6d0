package reco.lab.bench.ann;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import reco.index.Metric;
import reco.ranker.Npy;

/**
 * Measures faiss and hnswlib, which run in Python, on the same vectors.
 *
 * @param python of the environment that has them
 * @param scripts the folder with the package {@code reco_peers}
 */
record Peers(Path python, Path scripts) {
  private static final String ONE_THREAD = "OMP_NUM_THREADS";

  /** Whether there is such an environment. */
  boolean arePresent() {
    return Files.isExecutable(python);
  }

  /**
   * @param everything false for the exact scan alone: the others take minutes to build at a million
   */
  List<Row> measure(VectorSet set, long[][] truth, Path folder, boolean everything)
      throws IOException, InterruptedException {
    write(folder.resolve("items.npy"), set.items());
    write(folder.resolve("queries.npy"), set.queries());
    Npy.writeInts(folder.resolve("truth.npy"), flat(truth), truth.length, set.k());
    var command =
        new ArrayList<>(
            List.of(
                python.toString(),
                "-m",
                "reco_peers",
                folder.toString(),
                set.metric() == Metric.COSINE ? "cosine" : "ip",
                Integer.toString(set.k())));
    if (!everything) {
      command.add("--flat-only");
    }
    return rows(set, run(command));
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(scripts.toFile());
    builder.environment().put(ONE_THREAD, "1");
    var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("%s ended with %d, expected 0".formatted(command, process.exitValue()));
    }
    return output;
  }

  private static List<Row> rows(VectorSet set, String json) {
    return JsonParser.parseString(json).getAsJsonArray().asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(fields -> row(set, fields))
        .toList();
  }

  private static Row row(VectorSet set, JsonObject fields) {
    double bytes = fields.get("bytes_per_vector").getAsDouble();
    return new Row(
        set.name(),
        fields.get("index").getAsString(),
        set.k(),
        fields.get("recall").getAsDouble(),
        fields.get("queries_per_s").getAsDouble(),
        bytes,
        bytes,
        Optional.of(fields.get("inserts_per_s").getAsDouble()));
  }

  private static void write(Path file, float[][] vectors) throws IOException {
    int dimension = vectors[0].length;
    var flat = new float[vectors.length * dimension];
    for (int i = 0; i < vectors.length; i++) {
      System.arraycopy(vectors[i], 0, flat, i * dimension, dimension);
    }
    Npy.writeFloats(file, flat, vectors.length, dimension);
  }

  private static int[] flat(long[][] truth) {
    return Arrays.stream(truth).flatMapToLong(Arrays::stream).mapToInt(Math::toIntExact).toArray();
  }
}
