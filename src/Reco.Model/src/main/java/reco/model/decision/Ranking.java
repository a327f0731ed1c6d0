package reco.model.decision;

import java.util.Arrays;
import reco.model.item.ItemRows;
import reco.model.ranking.Order;

/**
 * Rows in the order in which they are to be shown, with their scores.
 *
 * @param rows of the inputs
 * @param scores of the rows, in the same order
 */
record Ranking(int[] rows, double[] scores) {
  /** By score, ties by the item's key. */
  static Ranking of(ItemRows items, int[] rows, double[] scores) {
    var keys = new long[rows.length];
    Arrays.setAll(keys, index -> items.keys()[rows[index]]);
    return new Ranking(rows, scores).inOrder(Order.descending(scores, keys));
  }

  /** The same rows in another order, given as indices. */
  Ranking inOrder(int[] order) {
    var ordered = new Ranking(new int[order.length], new double[order.length]);
    for (int place = 0; place < order.length; place++) {
      ordered.rows[place] = rows[order[place]];
      ordered.scores[place] = scores[order[place]];
    }
    return ordered;
  }
}
