package reco.index;

import java.util.Arrays;
import java.util.List;

/**
 * What a search found: item keys and their inner products with the query, in parallel, best first,
 * ties by ascending item key. The arrays belong to this record: read, do not write.
 *
 * @param itemKeys one key per hit
 * @param scores the inner product of the hit at the same place, float32
 */
public record Hits(long[] itemKeys, float[] scores) {
  private static final Hits NONE = new Hits(new long[0], new float[0]);

  /**
   * @throws IllegalArgumentException if the arrays differ in length or are not best first
   */
  public Hits {
    if (itemKeys.length != scores.length) {
      throw new IllegalArgumentException(
          "got %d item keys and %d scores, expected as many of each"
              .formatted(itemKeys.length, scores.length));
    }
    for (int i = 1; i < scores.length; i++) {
      if (Ranking.precedes(scores[i], itemKeys[i], scores[i - 1], itemKeys[i - 1])) {
        throw new IllegalArgumentException(
            "got score %s of item %d before score %s of item %d, expected best first"
                .formatted(scores[i - 1], itemKeys[i - 1], scores[i], itemKeys[i]));
      }
    }
  }

  /** A search that found nothing. */
  public static Hits none() {
    return NONE;
  }

  /** Number of hits. */
  public int size() {
    return itemKeys.length;
  }

  /**
   * The k best of several partitions' answers to one query.
   *
   * @param partitions hits over disjoint sets of items
   * @param k most hits wanted, 0 or more
   * @throws IllegalArgumentException if {@code k} is negative
   */
  public static Hits merge(List<Hits> partitions, int k) {
    Ranking.requireCount(k);
    int found = Math.min(k, Math.toIntExact(partitions.stream().mapToLong(Hits::size).sum()));
    var keys = new long[found];
    var scores = new float[found];
    var next = new int[partitions.size()];
    for (int i = 0; i < found; i++) {
      int best = partitionOfBest(partitions, next);
      keys[i] = partitions.get(best).itemKeys[next[best]];
      scores[i] = partitions.get(best).scores[next[best]];
      next[best]++;
    }
    return new Hits(keys, scores);
  }

  private static int partitionOfBest(List<Hits> partitions, int[] next) {
    int best = -1;
    for (int p = 0; p < next.length; p++) {
      if (next[p] < partitions.get(p).size()
          && (best < 0 || partitions.get(p).precedes(next[p], partitions.get(best), next[best]))) {
        best = p;
      }
    }
    return best;
  }

  private boolean precedes(int mine, Hits other, int theirs) {
    return Ranking.precedes(
        scores[mine], itemKeys[mine], other.scores[theirs], other.itemKeys[theirs]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hits(var keys, var values)
        && Arrays.equals(itemKeys, keys)
        && Arrays.equals(scores, values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(itemKeys) + Arrays.hashCode(scores);
  }

  @Override
  public String toString() {
    return "Hits[itemKeys=%s, scores=%s]"
        .formatted(Arrays.toString(itemKeys), Arrays.toString(scores));
  }
}
