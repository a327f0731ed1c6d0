package reco.index;

/** The one order of this package: larger score first, then smaller item key. */
final class Ranking {
  private Ranking() {}

  /** Whether the first stands strictly before the second. Scores are never NaN. */
  static boolean precedes(float score, long itemKey, float otherScore, long otherItemKey) {
    return score > otherScore || (score == otherScore && itemKey < otherItemKey);
  }

  /**
   * @throws IllegalArgumentException if {@code k} cannot be a number of hits
   */
  static void requireCount(int k) {
    if (k < 0) {
      throw new IllegalArgumentException("got k %d, expected 0 or more".formatted(k));
    }
  }
}
