package reco.index;

/**
 * How an index works.
 *
 * @param metric what near means
 * @param partitionAbove items above which they are sorted into inverted lists; up to it, searches
 *     are exact
 * @param recall share of the exact search's hits that a search of inverted lists is to find, above
 *     0 and below 1
 * @param recallAt the hits that this is measured over, 1 or more
 * @param seed of what is drawn: the vectors that lists are made from
 */
public record IndexSettings(
    Metric metric, int partitionAbove, double recall, int recallAt, long seed) {
  public IndexSettings {
    require(partitionAbove >= 0, "partitionAbove", partitionAbove, "0 or more");
    require(recall > 0 && recall < 1, "recall", recall, "above 0 and below 1");
    require(recallAt > 0, "recallAt", recallAt, "1 or more");
  }

  /** Searches that are always exact. */
  public static IndexSettings exact(Metric metric) {
    return new IndexSettings(metric, Integer.MAX_VALUE, .99, 100, 0);
  }

  private static void require(boolean valid, String name, Object got, String expected) {
    if (!valid) {
      throw new IllegalArgumentException("%s: got %s, expected %s".formatted(name, got, expected));
    }
  }
}
