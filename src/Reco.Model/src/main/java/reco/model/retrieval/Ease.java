package reco.model.retrieval;

import reco.model.id.KeyIndex;
import reco.model.pipeline.SourceAnswer;
import reco.model.pipeline.TopItems;
import reco.model.user.UserState;

/**
 * EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", 2019): a linear model from
 * the items that a user took to those to come, folded in over the whole history. An item's score is
 * {@code sum_i decay^i B[a_i, item]} over the newest positive items a_0, a_1, ..., in units of the
 * standard deviation of the user's scores, so that it weighs the same beside other scores whether
 * the history is long or short. Of each row of B the largest weights are kept. Sums run in a fixed
 * order.
 */
public final class Ease {
  private static final int NO_ITEM = -1;

  private final long[] keys;
  private final KeyIndex rows;
  private final int[] neighbours;
  private final float[] weights;
  private final int width;
  private final float decay;
  private final int history;

  private Ease(long[] keys, int[] neighbours, float[] weights, float decay, int history) {
    this.keys = keys;
    this.rows = KeyIndex.of(keys);
    this.neighbours = neighbours;
    this.weights = weights;
    this.width = keys.length == 0 ? 0 : neighbours.length / keys.length;
    this.decay = decay;
    this.history = history;
  }

  /**
   * A model from its arrays, which become its own.
   *
   * @param keys of the items, each once
   * @param neighbours item numbers, {@code keys.length} rows of one width; -1: none
   * @param weights of the neighbours, the same shape
   * @param decay weight of an item by its age in the history, over 0 and at most 1
   * @param history items that a query looks at, at least 1
   * @throws IllegalArgumentException where lengths do not fit together, or a neighbour is no item
   */
  public static Ease of(long[] keys, int[] neighbours, float[] weights, float decay, int history) {
    if (neighbours.length != weights.length
        || (keys.length == 0 ? neighbours.length : neighbours.length % keys.length) != 0) {
      throw new IllegalArgumentException(
          "ease: got %d neighbours and %d weights, expected as many of each, a multiple of %d items"
              .formatted(neighbours.length, weights.length, keys.length));
    }
    for (int neighbour : neighbours) {
      if (neighbour < NO_ITEM || neighbour >= keys.length) {
        throw new IllegalArgumentException(
            "ease: neighbour: got %d, expected -1 to %d".formatted(neighbour, keys.length - 1));
      }
    }
    if (!(decay > 0 && decay <= 1) || history < 1) {
      throw new IllegalArgumentException(
          "ease: got decay %s over %d items, expected over 0 and at most 1, over at least 1"
              .formatted(decay, history));
    }
    return new Ease(keys, neighbours, weights, decay, history);
  }

  /**
   * The items with the highest scores over 0, best first; none of the history.
   *
   * @param lastItem the item that the visitor is at, the newest of all; 0: none
   */
  public SourceAnswer answer(String source, UserState user, long lastItem, int count) {
    long[] taken = RecentItems.of(user, lastItem, history);
    var sums = new float[keys.length];
    float weight = 1;
    for (int place = taken.length - 1; place >= 0; place--) {
      int row = rows.row(taken[place]);
      if (row >= 0) {
        add(sums, row, weight);
      }
      weight *= decay;
    }
    float unit = (float) (1 / Math.max(deviation(sums), Float.MIN_NORMAL));
    for (long item : taken) {
      int row = rows.row(item);
      if (row >= 0) {
        sums[row] = 0;
      }
    }
    return best(source, sums, unit, count);
  }

  private void add(float[] sums, int row, float weight) {
    for (int at = row * width; at < (row + 1) * width && neighbours[at] != NO_ITEM; at++) {
      sums[neighbours[at]] += weight * weights[at];
    }
  }

  private static double deviation(float[] sums) {
    double sum = 0;
    double squares = 0;
    for (float each : sums) {
      sum += each;
      squares += (double) each * each;
    }
    double mean = sum / sums.length;
    return Math.sqrt(Math.max(0, squares / sums.length - mean * mean));
  }

  private SourceAnswer best(String source, float[] sums, float unit, int count) {
    var top = new TopItems(Math.min(count, keys.length));
    for (int row = 0; row < sums.length; row++) {
      if (sums[row] > 0) {
        top.offer(keys[row], unit * sums[row], 0);
      }
    }
    return top.drain(source);
  }
}
