package reco.lab.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * Ranks all items for each user, without what the user had, and looks where the targets stand. Of
 * equal scores a target stands last; a score that is no number is taken for the lowest.
 */
final class FullRanking {
  private final Scorer scorer;
  private final int cutoff;
  private final float[] scores;
  private final boolean[] masked;

  private FullRanking(Scorer scorer, int items, int cutoff) {
    this.scorer = scorer;
    this.cutoff = cutoff;
    this.scores = new float[items];
    this.masked = new boolean[items];
  }

  /**
   * @param progress told how far it is, under the name given
   */
  static Outcomes of(
      Scorer scorer, List<HeldOut> asked, int items, int cutoff, Progress progress, String name) {
    return new FullRanking(scorer, items, cutoff).rank(asked, progress.count(name, asked.size()));
  }

  private Outcomes rank(List<HeldOut> asked, Progress.Count count) {
    int users = asked.size();
    var outcomes =
        new Outcomes(
            cutoff, new double[users], new double[users], new double[users], new int[users][]);
    for (int user = 0; user < users; user++) {
      HeldOut each = asked.get(user);
      score(each);
      int[] ranks = ranks(each.targets());
      outcomes.hits()[user] =
          Arrays.stream(ranks).filter(rank -> rank <= cutoff).count() / (double) ranks.length;
      outcomes.ndcg()[user] = Gain.ndcg(ranks, ranks.length, cutoff);
      outcomes.reciprocalRanks()[user] = 1.0 / ranks[0];
      outcomes.slates()[user] = slate();
      count.next();
    }
    return outcomes;
  }

  private void score(HeldOut user) {
    Arrays.fill(masked, false);
    for (int item : user.masked()) {
      masked[item] = true;
    }
    scorer.score(user.history(), scores);
    for (int item = 0; item < scores.length; item++) {
      if (Float.isNaN(scores[item])) {
        scores[item] = Float.NEGATIVE_INFINITY;
      }
    }
  }

  /** Ranks of the targets from 1, ascending. */
  private int[] ranks(int[] targets) {
    var isTarget = new boolean[scores.length];
    var wanted = new float[targets.length];
    for (int i = 0; i < targets.length; i++) {
      isTarget[targets[i]] = true;
      wanted[i] = scores[targets[i]];
    }
    Arrays.sort(wanted);
    var ranks = new int[targets.length];
    for (int place = 0; place < ranks.length; place++) {
      float score = wanted[ranks.length - 1 - place];
      int before = 0;
      for (int item = 0; item < scores.length; item++) {
        before += scores[item] >= score && !masked[item] && !isTarget[item] ? 1 : 0;
      }
      ranks[place] = 1 + place + before;
    }
    return ranks;
  }

  /** The best scored items; those that would not be recommended are left out. */
  private int[] slate() {
    var best = new int[cutoff];
    int size = 0;
    for (int item = 0; item < scores.length; item++) {
      if (masked[item] || scores[item] == Float.NEGATIVE_INFINITY) {
        continue;
      }
      if (size == cutoff && scores[item] <= scores[best[size - 1]]) {
        continue;
      }
      int place = size < cutoff ? size++ : size - 1;
      for (; place > 0 && scores[item] > scores[best[place - 1]]; place--) {
        best[place] = best[place - 1];
      }
      best[place] = item;
    }
    return Arrays.copyOf(best, size);
  }
}
