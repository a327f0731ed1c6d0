package reco.model.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import reco.model.item.ItemRows;
import reco.model.sample.GivenItems;

/** RR-1. */
class MaximalMarginalRelevanceTest {
  /**
   * Relevances are 1, 0.75, 0.5, 0. Items 0 and 1 point the same way, 2 stands at right angles to
   * them, and 3 half way between. With lambda 0.5: first 0. Then 1 is worth .375 - .5 = -.125 and 2
   * is worth .25 - 0: 2. Then 1 is worth -.125 and 3 is worth 0 - .5 * .7071 = -.354: 1, then 3.
   */
  @Test
  void aSmallCaseComesOutAsComputedByHand() {
    var items =
        GivenItems.of(4).vector(0, 100, 0).vector(1, 50, 0).vector(2, 0, 80).vector(3, 60, 60);

    assertThat(order(items.rows(), new double[] {8, 7, 6, 4}, 0.5, 4)).containsExactly(0, 2, 1, 3);
  }

  @Test
  void lambdaOneIsRelevanceAlone() {
    var items = GivenItems.of(3).vector(0, 1, 0).vector(1, 1, 0).vector(2, 0, 1);

    assertThat(order(items.rows(), new double[] {3, 2, 1}, 1, 3)).containsExactly(0, 1, 2);
  }

  @Test
  void itemsWithoutAnEmbeddingAreLikeNoOther() {
    var items = GivenItems.of(3).vector(0, 1, 0).vector(1, 1, 0);

    assertThat(order(items.rows(), new double[] {3, 2.9, 1}, 0.3, 3)).containsExactly(0, 2, 1);
  }

  @Test
  void beyondTheDepthTheOrderStays() {
    var items = GivenItems.of(4).vector(0, 1, 0).vector(1, 1, 0).vector(2, 0, 1).vector(3, 1, 0);

    assertThat(order(items.rows(), new double[] {4, 3, 2, 1}, 0.1, 2)).containsExactly(0, 2, 1, 3);
  }

  @Test
  void nothingIsToBeOrderedAmongNothing() {
    assertThat(order(GivenItems.of(0).rows(), new double[0], 0.5, 10)).isEmpty();
  }

  /** The bound that spares similarities never changes the result. */
  @Test
  void theResultIsThatOfThePlainGreedyDefinition() {
    var random = new Random(7);
    for (int round = 0; round < 200; round++) {
      int size = random.nextInt(260);
      var items = randomItems(size, random);
      var scores = random.doubles(size).map(score -> -score).sorted().map(s -> -s).toArray();
      double lambda = random.nextInt(11) / 10.0;
      int depth = random.nextInt(80);

      assertThat(order(items, scores, lambda, depth))
          .as("round %d", round)
          .isEqualTo(plainGreedy(items, scores, lambda, depth));
    }
  }

  private static int[] order(ItemRows items, double[] scores, double lambda, int depth) {
    var rows = new int[scores.length];
    Arrays.setAll(rows, row -> row);
    return MaximalMarginalRelevance.order(items, rows, scores, lambda, depth);
  }

  private static int[] plainGreedy(ItemRows items, double[] scores, double lambda, int depth) {
    int pool = Math.min(scores.length, MaximalMarginalRelevance.POOL);
    var selected = new ArrayList<Integer>();
    while (selected.size() < Math.min(depth, pool)) {
      int best = -1;
      double bestValue = Double.NEGATIVE_INFINITY;
      for (int p = 0; p < pool; p++) {
        double value = value(items, scores, lambda, p, pool, selected);
        if (!selected.contains(p) && value > bestValue) {
          best = p;
          bestValue = value;
        }
      }
      selected.add(best);
    }
    for (int index = 0; index < scores.length; index++) {
      if (!selected.contains(index)) {
        selected.add(index);
      }
    }
    return selected.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double value(
      ItemRows items, double[] scores, double lambda, int p, int pool, List<Integer> selected) {
    double range = scores[0] - scores[pool - 1];
    double relevance = range > 0 ? (scores[p] - scores[pool - 1]) / range : 1;
    double largest = 0;
    for (int other : selected) {
      largest = Math.max(largest, cosine(items, p, other));
    }
    return lambda * relevance - (1 - lambda) * largest;
  }

  private static double cosine(ItemRows items, int a, int b) {
    double norms = inverseNorm(items, a) * inverseNorm(items, b);
    return dot(items, a, b) * inverseNorm(items, a) * inverseNorm(items, b) * (norms > 0 ? 1 : 0);
  }

  private static double inverseNorm(ItemRows items, int row) {
    int square = dot(items, row, row);
    return square == 0 ? 0 : 1 / Math.sqrt(square);
  }

  private static int dot(ItemRows items, int a, int b) {
    int sum = 0;
    for (int d = 0; d < items.dimension(); d++) {
      sum +=
          items.vectors()[a * items.dimension() + d] * items.vectors()[b * items.dimension() + d];
    }
    return sum;
  }

  private static ItemRows randomItems(int size, Random random) {
    var items = GivenItems.of(size, 4);
    for (int row = 0; row < size; row++) {
      if (random.nextInt(10) > 0) {
        items.vector(row, random.ints(4, -100, 101).toArray());
      }
    }
    return items.rows();
  }
}
