package reco.index;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the real vectors: in the folder RECO_DATA, else in a shared/data folder further up. */
final class RealVectors {
  private RealVectors() {}

  /** The folder with items.npy and queries.npy; without it the test that asks is skipped. */
  static Path requireFolder() {
    var folder = folder();
    assumeTrue(
        folder.isPresent(),
        "SKIPPED: no vectors/items.npy in $RECO_DATA or in ../shared/data above the working folder");
    return folder.get();
  }

  private static Optional<Path> folder() {
    return Stream.concat(
            Stream.ofNullable(System.getenv("RECO_DATA")).map(Path::of),
            Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(above -> above.resolve("../shared/data").normalize()))
        .map(found -> found.resolve("vectors"))
        .filter(found -> Files.exists(found.resolve("items.npy")))
        .findFirst();
  }
}
