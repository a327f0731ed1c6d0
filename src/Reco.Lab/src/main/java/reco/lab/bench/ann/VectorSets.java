package reco.lab.bench.ann;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import reco.index.Metric;
import reco.ranker.Npy;

/**
 * The sets that indexes are measured on, by name.
 *
 * @param folder where {@code vectors} lie; else in the folder RECO_DATA or a shared/data further up
 */
record VectorSets(Optional<Path> folder) {
  static final int MILLION = 1_000_000;

  private static final int K = 100;
  private static final int TUNING_QUERIES = 200;
  private static final long SEED = 20_260_101;

  /** The set of a name; empty where its files are missing. */
  Optional<VectorSet> make(String name) {
    return switch (name) {
      case "vectors" -> realFolder().map(VectorSets::real);
      case "clustered-100k" -> Optional.of(ClusteredVectors.set(name, 100_000, 1_000, K, SEED));
      case "clustered-1m" -> Optional.of(ClusteredVectors.set(name, MILLION, 200, 500, SEED));
      default ->
          throw new IllegalArgumentException(
              "data: got '%s', expected vectors, clustered-100k or clustered-1m".formatted(name));
    };
  }

  private Optional<Path> realFolder() {
    var found =
        Stream.concat(
                Stream.ofNullable(System.getenv("RECO_DATA")).map(Path::of),
                Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                    .map(above -> above.resolve("../shared/data").normalize()))
            .map(data -> data.resolve("vectors"));
    return Stream.concat(folder.stream(), found)
        .filter(candidate -> Files.exists(candidate.resolve("items.npy")))
        .findFirst();
  }

  private static VectorSet real(Path folder) {
    var queries = rows(folder.resolve("queries.npy"));
    return new VectorSet(
        "vectors",
        Metric.INNER_PRODUCT,
        rows(folder.resolve("items.npy")),
        Arrays.copyOf(queries, TUNING_QUERIES),
        Arrays.copyOfRange(queries, TUNING_QUERIES, queries.length),
        K);
  }

  private static float[][] rows(Path file) {
    var array = Npy.readFloats(file);
    int dimension = array.shape()[1];
    var rows = new float[array.shape()[0]][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = Arrays.copyOfRange(array.values(), row * dimension, (row + 1) * dimension);
    }
    return rows;
  }
}
