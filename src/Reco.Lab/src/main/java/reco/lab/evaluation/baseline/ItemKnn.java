package reco.lab.evaluation.baseline;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import reco.lab.evaluation.Experiment;
import reco.lab.evaluation.GridSearch;
import reco.lab.evaluation.Histories;
import reco.lab.evaluation.Inverted;
import reco.lab.evaluation.Method;
import reco.lab.evaluation.Progress;
import reco.lab.evaluation.Scorer;
import reco.lab.evaluation.UserHistory;

/**
 * Item-based nearest neighbours (Deshpande and Karypis 2004): an item scores the sum of its cosines
 * with the items of the history, over sets of users, each history item giving to its nearest ones.
 */
public final class ItemKnn implements Method {
  private static final List<Settings> GRID =
      List.of(
          new Settings(50, 0), new Settings(200, 0), new Settings(50, 50), new Settings(200, 50));

  /**
   * @param neighbours nearest items of each
   * @param shrinkage added to the cosine's denominator, so that few common users are little
   */
  private record Settings(int neighbours, float shrinkage) {}

  @Override
  public String name() {
    return "item-knn";
  }

  @Override
  public Fitted fit(Experiment experiment, long seed, Progress progress) {
    return GridSearch.choose(name(), experiment, GRID, Nearest::of, progress);
  }

  /** Nearest items of each item, and their cosines. */
  private record Nearest(int[][] items, float[][] cosines) implements Scorer {
    private record Neighbour(int item, float cosine) {}

    static Nearest of(Histories past, Settings settings) {
      int[][] usersOf = Inverted.of(past);
      var nearest = new Nearest(new int[usersOf.length][], new float[usersOf.length][]);
      var common = new int[usersOf.length];
      for (int item = 0; item < usersOf.length; item++) {
        Arrays.fill(common, 0);
        for (int user : usersOf[item]) {
          for (int other : past.sequences()[user]) {
            common[other]++;
          }
        }
        common[item] = 0;
        nearest.keep(item, common, usersOf, settings);
      }
      return nearest;
    }

    private void keep(int item, int[] common, int[][] usersOf, Settings settings) {
      var best = new PriorityQueue<Neighbour>(Comparator.comparingDouble(Neighbour::cosine));
      for (int other = 0; other < common.length; other++) {
        if (common[other] > 0) {
          double norm = Math.sqrt((double) usersOf[item].length * usersOf[other].length);
          float cosine = (float) (common[other] / (norm + settings.shrinkage));
          if (best.size() < settings.neighbours) {
            best.add(new Neighbour(other, cosine));
          } else if (cosine > best.element().cosine) {
            best.remove();
            best.add(new Neighbour(other, cosine));
          }
        }
      }
      items[item] = best.stream().mapToInt(Neighbour::item).toArray();
      cosines[item] = new float[best.size()];
      int at = 0;
      for (Neighbour each : best) {
        cosines[item][at++] = each.cosine;
      }
    }

    @Override
    public void score(UserHistory user, float[] scores) {
      Arrays.fill(scores, 0);
      for (int taken : user.items()) {
        for (int i = 0; i < items[taken].length; i++) {
          scores[items[taken][i]] += cosines[taken][i];
        }
      }
    }
  }
}
