package reco.model.counting;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Published data sets on this machine: below {@code RECO_DATA}, else in {@code shared/data} of the
 * nearest folder above that has one. A test that needs one that is not here is skipped.
 */
final class RealData {
  private RealData() {}

  /** People's item sequences in time order, from the MovieLens 1M sequences. */
  static List<int[]> movieLens1M() throws IOException {
    try (var lines = Files.lines(file("ml-1m/ml1m_seq.txt"))) {
      return lines
          .map(line -> Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray())
          .toList();
    }
  }

  /** The same of MovieLens 100k's ratings. */
  static List<int[]> movieLens100K() throws IOException {
    record Rating(int item, long time) {}
    Map<Integer, List<Rating>> users = new TreeMap<>();
    for (String line : Files.readAllLines(file("ml-100k/u.data"))) {
      String[] fields = line.split("\t", -1);
      users
          .computeIfAbsent(Integer.parseInt(fields[0]), _ -> new ArrayList<>())
          .add(new Rating(Integer.parseInt(fields[1]), Long.parseLong(fields[3])));
    }
    return users.values().stream()
        .map(ratings ->
            ratings.stream()
                .sorted(Comparator.comparingLong(Rating::time))
                .mapToInt(Rating::item)
                .toArray())
        .toList();
  }

  private static Path file(String name) {
    Optional<Path> found = folder().map(folder -> folder.resolve(name)).filter(Files::exists);
    assumeTrue(found.isPresent(), name + " is not on this machine");
    return found.orElseThrow();
  }

  private static Optional<Path> folder() {
    Optional<Path> named = Optional.ofNullable(System.getenv("RECO_DATA")).map(Path::of);
    return named.or(RealData::above);
  }

  private static Optional<Path> above() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path data = at.resolve("shared/data");
      if (Files.isDirectory(data)) {
        return Optional.of(data);
      }
    }
    return Optional.empty();
  }
}
