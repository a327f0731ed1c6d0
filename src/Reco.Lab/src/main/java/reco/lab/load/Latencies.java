package reco.lab.load;

import org.HdrHistogram.Histogram;

/**
 * How long calls took, milliseconds.
 *
 * @param count of calls; where it is 0 all others are, too
 */
public record Latencies(
    long count, double p50Millis, double p90Millis, double p99Millis, double maxMillis) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Of a histogram of nanoseconds. */
  static Latencies of(Histogram nanos) {
    return new Latencies(
        nanos.getTotalCount(),
        nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
        nanos.getValueAtPercentile(90) / NANOS_PER_MILLI,
        nanos.getValueAtPercentile(99) / NANOS_PER_MILLI,
        nanos.getMaxValue() / NANOS_PER_MILLI);
  }
}
