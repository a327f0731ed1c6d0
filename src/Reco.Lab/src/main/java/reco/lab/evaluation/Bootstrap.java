package reco.lab.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Confidence intervals by resampling users with replacement (Efron 1979, the percentile method);
 * the same users are drawn for each figure.
 */
final class Bootstrap {
  private static final int ROUNDS = 1_000;
  private static final double OUTSIDE = 0.025;

  private Bootstrap() {}

  /** Bounds that hold the mean in 95 of 100 cases. */
  record Interval(double low, double high) {}

  /**
   * @param values one a user
   */
  static Interval ofMean(double[] values, long seed) {
    if (values.length == 0) {
      return new Interval(0, 0);
    }
    var random = new SplittableRandom(seed);
    var means = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double sum = 0;
      for (int draw = 0; draw < values.length; draw++) {
        sum += values[random.nextInt(values.length)];
      }
      means[round] = sum / values.length;
    }
    Arrays.sort(means);
    int outside = (int) (OUTSIDE * ROUNDS);
    return new Interval(means[outside], means[ROUNDS - 1 - outside]);
  }
}
