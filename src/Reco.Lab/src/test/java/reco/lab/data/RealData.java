package reco.lab.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds real data: in the folder RECO_DATA, else in a shared/data folder further up. */
public final class RealData {
  private RealData() {}

  /** A folder of real data with a file in it; without it the test that asks is skipped. */
  public static Path require(String folder, String file) {
    Optional<Path> found =
        Stream.concat(
                Stream.ofNullable(System.getenv("RECO_DATA")).map(Path::of),
                Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                    .map(above -> above.resolve("../shared/data").normalize()))
            .map(data -> data.resolve(folder))
            .filter(data -> Files.exists(data.resolve(file)))
            .findFirst();
    assumeTrue(
        found.isPresent(),
        "SKIPPED: no %s/%s in $RECO_DATA or in ../shared/data above the working folder"
            .formatted(folder, file));
    return found.orElseThrow();
  }
}
