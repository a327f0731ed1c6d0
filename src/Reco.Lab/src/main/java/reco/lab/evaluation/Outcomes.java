package reco.lab.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * What a ranking gave each user asked, one entry a user.
 *
 * @param cutoff how many of the first places count
 * @param hits share of the targets within the cutoff
 * @param ndcg normalised discounted cumulative gain within the cutoff, a target gaining 1
 * @param reciprocalRanks one over the rank of the first target, over all ranks
 * @param slates items in the first places, best first
 */
record Outcomes(
    int cutoff, double[] hits, double[] ndcg, double[] reciprocalRanks, int[][] slates) {
  int users() {
    return hits.length;
  }

  /** Each user's mean over runs that differ by seed; the first run's slates. */
  static Outcomes mean(List<Outcomes> runs) {
    Outcomes first = runs.getFirst();
    return new Outcomes(
        first.cutoff,
        mean(runs.stream().map(Outcomes::hits).toList(), first.users()),
        mean(runs.stream().map(Outcomes::ndcg).toList(), first.users()),
        mean(runs.stream().map(Outcomes::reciprocalRanks).toList(), first.users()),
        first.slates);
  }

  private static double[] mean(List<double[]> runs, int users) {
    var mean = new double[users];
    for (int user = 0; user < users; user++) {
      int at = user;
      mean[user] = runs.stream().mapToDouble(run -> run[at]).average().orElse(0);
    }
    return mean;
  }

  double hitRate() {
    return Arrays.stream(hits).average().orElse(0);
  }

  double meanNdcg() {
    return Arrays.stream(ndcg).average().orElse(0);
  }
}
