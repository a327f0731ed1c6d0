package reco.model.release;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How two versions score the same candidates.
 *
 * @param rankCorrelation Spearman's rho of the two orders, ties at their mean rank; 1 where one of
 *     them ranks everything the same
 * @param overlapAt20 share of the serving version's first 20 among the other's
 * @param largestDifference of a candidate's scores
 * @param meanDifference of the absolute differences
 */
public record ScoreComparison(
    double rankCorrelation, double overlapAt20, double largestDifference, double meanDifference) {
  private static final int TOP = 20;

  /**
   * Compares.
   *
   * @param serving a score a candidate
   * @param candidate the other version's, in the same order
   */
  public static ScoreComparison of(double[] serving, double[] candidate) {
    if (serving.length != candidate.length || serving.length == 0) {
      throw new IllegalArgumentException(
          "scores: got %d and %d, expected as many of each, and at least one"
              .formatted(serving.length, candidate.length));
    }
    double largest = 0;
    double sum = 0;
    for (int i = 0; i < serving.length; i++) {
      double difference = Math.abs(serving[i] - candidate[i]);
      largest = Math.max(largest, difference);
      sum += difference;
    }
    return new ScoreComparison(
        correlation(ranks(serving), ranks(candidate)),
        overlap(serving, candidate),
        largest,
        sum / serving.length);
  }

  private static double overlap(double[] serving, double[] candidate) {
    Set<Integer> first = top(serving);
    Set<Integer> other = top(candidate);
    return first.stream().filter(other::contains).count() / (double) first.size();
  }

  private static Set<Integer> top(double[] scores) {
    return Arrays.stream(descending(scores)).limit(TOP).boxed().collect(Collectors.toSet());
  }

  private static int[] descending(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(i -> -scores[i]).thenComparing(i -> i))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double[] ranks(double[] scores) {
    int[] order = descending(scores);
    var ranks = new double[order.length];
    int from = 0;
    while (from < order.length) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  /** Pearson's correlation of the ranks. */
  private static double correlation(double[] one, double[] other) {
    double mean = (one.length - 1) / 2.0;
    double both = 0;
    double ofOne = 0;
    double ofOther = 0;
    for (int i = 0; i < one.length; i++) {
      double a = one[i] - mean;
      double b = other[i] - mean;
      both += a * b;
      ofOne += a * a;
      ofOther += b * b;
    }
    return ofOne == 0 || ofOther == 0 ? 1 : both / StrictMath.sqrt(ofOne * ofOther);
  }
}
