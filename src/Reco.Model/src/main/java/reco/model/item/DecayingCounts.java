package reco.model.item;

import java.time.Duration;

/**
 * Counts in which an interaction is worth half after each half-life. A count is kept as the sum of
 * {@code 2^((time - landmark) / halfLife)}, so that nothing is touched as time goes by; the
 * landmark moves before the sums grow too large for a double. One thread.
 */
final class DecayingCounts {
  private static final double LARGEST_EXPONENT = 500;

  private final ItemCounters counters;
  private final double halfLifeMillis;
  private long landmark;
  private boolean started;

  DecayingCounts(ItemCounters counters, Duration halfLife) {
    this.counters = counters;
    this.halfLifeMillis = halfLife.toMillis();
  }

  void add(int item, long timeMillis) {
    if (!started) {
      started = true;
      landmark = timeMillis;
    }
    if (exponent(timeMillis) > LARGEST_EXPONENT) {
      moveLandmark(timeMillis);
    }
    counters.setTrend(item, counters.trend(item) + Math.pow(2, exponent(timeMillis)));
  }

  /** What a kept sum is worth at a time: the factor of all of them. */
  double factor(long nowMillis) {
    return Math.pow(2, -exponent(nowMillis));
  }

  private double exponent(long timeMillis) {
    return (timeMillis - landmark) / halfLifeMillis;
  }

  private void moveLandmark(long to) {
    double factor = factor(to);
    for (int item = 0; item < counters.size(); item++) {
      counters.setTrend(item, counters.trend(item) * factor);
    }
    landmark = to;
  }
}
