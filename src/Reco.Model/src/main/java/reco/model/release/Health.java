package reco.model.release;

/**
 * What a ranker's version did for its requests.
 *
 * @param asked requests that it was to rank
 * @param missed of them, those that it ranked too late, refused or failed
 * @param p99Millis of the time to an answer, of those that it ranked
 * @param scores how many candidates scored in each of equal parts of 0 to 1
 */
public record Health(long asked, long missed, double p99Millis, long[] scores) {
  /** Parts of the scores' histogram. */
  public static final int PARTS = 20;

  private static final double SMALLEST_SHARE = 1e-4;

  public double missedShare() {
    return asked == 0 ? 0 : missed / (double) asked;
  }

  /**
   * How far the scores have moved from another version's: the population stability index, the sum
   * over the histogram's parts of {@code (p - q) ln(p / q)}. Under 0.1 is commonly read as no
   * change, over 0.25 as a large one.
   */
  public double drift(Health from) {
    double index = 0;
    for (int part = 0; part < PARTS; part++) {
      double p = share(scores, part);
      double q = share(from.scores, part);
      index += (p - q) * StrictMath.log(p / q);
    }
    return index;
  }

  private static double share(long[] scores, int part) {
    long all = 0;
    for (long count : scores) {
      all += count;
    }
    return all == 0 ? 1.0 / PARTS : Math.max(SMALLEST_SHARE, scores[part] / (double) all);
  }
}
