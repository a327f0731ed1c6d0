package reco.node.release;

import java.util.List;
import reco.model.release.ScoreComparison;

/**
 * How a candidate scored what the serving version had scored.
 *
 * @param compared requests that were scored by both
 * @param dropped requests of the share that found the queue full
 * @param failed requests that the candidate could not score
 * @param rankCorrelation mean of the requests' Spearman correlations, and the smallest
 * @param overlapAt20 mean of the requests'
 * @param largestDifference of any candidate's score in any request
 * @param meanDifference mean of the requests' mean absolute differences
 * @param servingMillis mean time of the serving version from asking to its answer, batching and
 *     queueing included
 * @param candidateMillis mean time of the candidate's pass over the same rows alone
 */
public record ShadowReport(
    long compared,
    long dropped,
    long failed,
    double rankCorrelation,
    double leastRankCorrelation,
    double overlapAt20,
    double largestDifference,
    double meanDifference,
    double servingMillis,
    double candidateMillis) {
  private static final double NANOS_A_MILLI = 1e6;

  /** One request, scored by both. */
  record Compared(ScoreComparison scores, long servingNanos, long candidateNanos) {}

  /** Sums over requests. */
  static final class Sums {
    private long compared;
    private long failed;
    private double correlation;
    private double leastCorrelation = 1;
    private double overlap;
    private double largest;
    private double difference;
    private double servingNanos;
    private double candidateNanos;

    synchronized void add(Compared one) {
      compared++;
      correlation += one.scores.rankCorrelation();
      leastCorrelation = Math.min(leastCorrelation, one.scores.rankCorrelation());
      overlap += one.scores.overlapAt20();
      largest = Math.max(largest, one.scores.largestDifference());
      difference += one.scores.meanDifference();
      servingNanos += one.servingNanos;
      candidateNanos += one.candidateNanos;
    }

    synchronized void addFailed() {
      failed++;
    }

    synchronized ShadowReport report(long dropped) {
      double requests = Math.max(1, compared);
      return new ShadowReport(
          compared,
          dropped,
          failed,
          correlation / requests,
          leastCorrelation,
          overlap / requests,
          largest,
          difference / requests,
          servingNanos / requests / NANOS_A_MILLI,
          candidateNanos / requests / NANOS_A_MILLI);
    }
  }

  /** The figures by their names in metrics. */
  public List<Figure> figures() {
    return List.of(
        new Figure("rank.correlation", rankCorrelation),
        new Figure("overlap.at.20", overlapAt20),
        new Figure("largest.difference", largestDifference),
        new Figure("mean.difference", meanDifference));
  }

  /** A named figure. */
  public record Figure(String name, double value) {}
}
