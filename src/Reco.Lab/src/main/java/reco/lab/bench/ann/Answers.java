package reco.lab.bench.ann;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * How fast an index answered, and how well.
 *
 * @param recall share of the truth that was found
 */
record Answers(double queriesPerSecond, double recall) {
  private static final int LEAST_ROUNDS = 6;

  /** On a busy machine it takes so long until the compiler has caught up. */
  private static final double LEAST_SECONDS = 3;

  /** Answers every query on its own, again and again; the best round counts. */
  static Answers measure(long[][] truth, IntFunction<long[]> search) {
    var found = new long[truth.length][];
    double best = Double.MAX_VALUE;
    double all = 0;
    for (int round = 0; round < LEAST_ROUNDS || all < LEAST_SECONDS; round++) {
      double seconds =
          CpuTime.seconds(() -> {
            for (int q = 0; q < found.length; q++) {
              found[q] = search.apply(q);
            }
          });
      best = Math.min(best, seconds);
      all += seconds;
    }
    return new Answers(truth.length / best, recall(truth, found));
  }

  static double recall(long[][] truth, long[][] found) {
    long wanted = 0;
    long hits = 0;
    for (int q = 0; q < truth.length; q++) {
      var expected = Arrays.stream(truth[q]).boxed().collect(Collectors.toSet());
      hits += Arrays.stream(found[q]).filter(expected::contains).count();
      wanted += expected.size();
    }
    return hits / (double) wanted;
  }
}
