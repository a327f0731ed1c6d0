package reco.index;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;

/** The index to compare with: a map, and all inner products in double precision. */
final class BruteForce {
  private record Scored(long itemKey, double score) {}

  private final Map<Long, float[]> vectors = new HashMap<>();

  void upsert(long itemKey, float[] vector) {
    vectors.put(itemKey, vector.clone());
  }

  boolean delete(long itemKey) {
    return vectors.remove(itemKey) != null;
  }

  int size() {
    return vectors.size();
  }

  double score(float[] query, long itemKey) {
    var vector = vectors.get(itemKey);
    double score = 0;
    for (int d = 0; d < query.length; d++) {
      score += (double) query[d] * vector[d];
    }
    return score;
  }

  /** The keys of the k best, best first, ties by ascending key. */
  long[] search(float[] query, int k, LongPredicate admit) {
    return vectors.keySet().stream()
        .filter(admit::test)
        .map(itemKey -> new Scored(itemKey, score(query, itemKey)))
        .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::itemKey))
        .limit(k)
        .mapToLong(Scored::itemKey)
        .toArray();
  }
}
