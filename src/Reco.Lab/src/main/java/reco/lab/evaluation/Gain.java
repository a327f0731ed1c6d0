package reco.lab.evaluation;

/** Normalised discounted cumulative gain (Jaervelin and Kekaelaeinen 2002) of binary relevance. */
public final class Gain {
  private Gain() {}

  /**
   * @param ranks from 1, of the targets that were found
   * @param targets how many there are, found or not; at least 1
   */
  public static double ndcg(int[] ranks, int targets, int cutoff) {
    double gained = 0;
    for (int rank : ranks) {
      gained += rank <= cutoff ? at(rank) : 0;
    }
    double best = 0;
    for (int rank = 1; rank <= Math.min(targets, cutoff); rank++) {
      best += at(rank);
    }
    return gained / best;
  }

  private static double at(int rank) {
    return Math.log(2) / Math.log(rank + 1.0);
  }
}
