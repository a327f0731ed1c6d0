package reco.model.release;

/**
 * What a ranker's version did for its requests.
 *
 * @param asked requests that it was to rank
 * @param missed of them, those that it ranked too late, refused or failed
 * @param latencies how many of those that it ranked took so long, by {@link #latencyPart}
 * @param scores how many candidates scored in each of {@value #SCORE_PARTS} equal parts of 0 to 1
 */
public record Health(long asked, long missed, long[] latencies, long[] scores) {
  /** Parts of the scores' histogram. */
  public static final int SCORE_PARTS = 20;

  /** Parts of the histogram of latencies: from 50 us, each 5 % above the one before, to 10 s. */
  public static final int LATENCY_PARTS = 251;

  private static final double LEAST_MILLIS = 0.05;
  private static final double STEP = StrictMath.log(1.05);
  private static final double SMALLEST_SHARE = 1e-4;

  /** Nothing asked. */
  public static final Health NONE =
      new Health(0, 0, new long[LATENCY_PARTS], new long[SCORE_PARTS]);

  /** The part of the histogram that a latency falls into. */
  public static int latencyPart(double millis) {
    double part = StrictMath.log(Math.max(millis, LEAST_MILLIS) / LEAST_MILLIS) / STEP;
    return Math.min(LATENCY_PARTS - 1, (int) Math.ceil(part));
  }

  /** The part of the histogram that a probability falls into. */
  public static int scorePart(float probability) {
    return Math.clamp((int) (probability * SCORE_PARTS), 0, SCORE_PARTS - 1);
  }

  /** What was done since an earlier moment. */
  public Health since(Health earlier) {
    return new Health(
        asked - earlier.asked,
        missed - earlier.missed,
        minus(latencies, earlier.latencies),
        minus(scores, earlier.scores));
  }

  private static long[] minus(long[] now, long[] earlier) {
    var since = new long[now.length];
    for (int i = 0; i < now.length; i++) {
      since[i] = now[i] - earlier[i];
    }
    return since;
  }

  public double missedShare() {
    return asked == 0 ? 0 : missed / (double) asked;
  }

  /** The time within which a share of the ranked requests was, to 5 %; 0 where none was ranked. */
  public double quantileMillis(double share) {
    long wanted = (long) Math.ceil(sum(latencies) * share);
    long seen = 0;
    for (int part = 0; part < latencies.length && wanted > 0; part++) {
      seen += latencies[part];
      if (seen >= wanted) {
        return LEAST_MILLIS * StrictMath.exp(STEP * part);
      }
    }
    return 0;
  }

  /**
   * How far the scores have moved from another version's: the population stability index, the sum
   * over the histogram's parts of {@code (p - q) ln(p / q)}. Under 0.1 is commonly read as no
   * change, over 0.25 as a large one.
   */
  public double drift(Health from) {
    double index = 0;
    for (int part = 0; part < SCORE_PARTS; part++) {
      double p = share(scores, part);
      double q = share(from.scores, part);
      index += (p - q) * StrictMath.log(p / q);
    }
    return index;
  }

  private static double share(long[] scores, int part) {
    long all = sum(scores);
    return all == 0 ? 1.0 / SCORE_PARTS : Math.max(SMALLEST_SHARE, scores[part] / (double) all);
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
