package reco.ranker.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** How a version's folder is called. */
final class Versions {
  private Versions() {}

  static Optional<Integer> parse(String folder) {
    return folder.matches("v[1-9][0-9]{0,8}")
        ? Optional.of(Integer.parseInt(folder.substring(1)))
        : Optional.empty();
  }

  static void requireAtMost(String file, long bytes, int most) {
    if (bytes > most) {
      throw new UncheckedIOException(
          new IOException("%s: got %d bytes, expected at most %d".formatted(file, bytes, most)));
    }
  }
}
