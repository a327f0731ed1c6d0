package reco.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Items and queries for the retrieval benchmarks: the real ones, from the folder RECO_DATA or a
 * shared/data folder further up, else clusters drawn from a fixed seed.
 *
 * @param items one float32 vector per item
 * @param queries one float32 vector per query, of the items' dimension
 * @param origin where they came from, for the log
 */
record BenchmarkVectors(float[][] items, float[][] queries, String origin) {
  private static final Pattern NPY_HEADER =
      Pattern.compile("'<f4', 'fortran_order': False, 'shape': \\((\\d+), (\\d+)\\)");
  private static final int ITEMS = 40_981;
  private static final int QUERIES = 1_000;
  private static final int DIMENSION = 128;
  private static final int CLUSTERS = 200;
  private static final long SEED = 20_260_101;

  static BenchmarkVectors load() throws IOException {
    var folder = realFolder();
    return folder.isPresent() ? real(folder.get()) : clustered();
  }

  private static Optional<Path> realFolder() {
    return Stream.concat(
            Stream.ofNullable(System.getenv("RECO_DATA")).map(Path::of),
            Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(above -> above.resolve("../shared/data").normalize()))
        .map(data -> data.resolve("vectors"))
        .filter(vectors -> Files.exists(vectors.resolve("items.npy")))
        .findFirst();
  }

  private static BenchmarkVectors real(Path folder) throws IOException {
    return new BenchmarkVectors(
        readNpy(folder.resolve("items.npy")),
        readNpy(folder.resolve("queries.npy")),
        folder.toString());
  }

  private static BenchmarkVectors clustered() {
    var random = new Random(SEED);
    var centres = new float[CLUSTERS][];
    for (int c = 0; c < CLUSTERS; c++) {
      centres[c] = around(new float[DIMENSION], 1, random);
    }
    return new BenchmarkVectors(
        drawn(ITEMS, centres, random), drawn(QUERIES, centres, random), "clusters of seed " + SEED);
  }

  private static float[][] drawn(int count, float[][] centres, Random random) {
    var vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = around(centres[random.nextInt(centres.length)], .5f, random);
    }
    return vectors;
  }

  private static float[] around(float[] centre, float spread, Random random) {
    var vector = centre.clone();
    for (int d = 0; d < vector.length; d++) {
      vector[d] += spread * (float) random.nextGaussian();
    }
    return vector;
  }

  /** Rows of little-endian float32 in NumPy's format, version 1. */
  private static float[][] readNpy(Path file) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    var header = new byte[bytes.getShort(8)];
    bytes.get(10, header);
    var shape = NPY_HEADER.matcher(new String(header, ISO_8859_1));
    if (!shape.find()) {
      throw new IOException(
          "%s: expected rows of float32, got %s".formatted(file, new String(header, ISO_8859_1)));
    }
    var rows = new float[Integer.parseInt(shape.group(1))][Integer.parseInt(shape.group(2))];
    bytes.position(10 + header.length);
    for (var row : rows) {
      bytes.asFloatBuffer().get(row);
      bytes.position(bytes.position() + row.length * Float.BYTES);
    }
    return rows;
  }
}
