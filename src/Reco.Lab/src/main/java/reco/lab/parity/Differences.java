package reco.lab.parity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The largest difference of each feature, and where it was found. */
final class Differences {
  private final Map<String, Difference> largest = new HashMap<>();

  /**
   * @param requestId where it was found
   */
  record Difference(String feature, double largest, String requestId) {}

  /** Takes the values of some features; the second array repeats them row by row. */
  void add(List<String> features, float[] live, float[] replayed, String requestId) {
    if (live.length != replayed.length) {
      throw new IllegalArgumentException(
          "features of %s: got %d values, expected %d"
              .formatted(requestId, replayed.length, live.length));
    }
    for (int i = 0; i < live.length; i++) {
      String feature = features.get(i % features.size());
      double difference = Math.abs((double) live[i] - replayed[i]);
      Difference before = largest.get(feature);
      if (before == null || difference > before.largest()) {
        largest.put(feature, new Difference(feature, difference, requestId));
      }
    }
  }

  /** Largest first. */
  List<Difference> all() {
    List<Difference> all = new ArrayList<>(largest.values());
    all.sort(
        Comparator.comparingDouble(Difference::largest)
            .reversed()
            .thenComparing(Difference::feature));
    return all;
  }
}
