package reco.model.ranking;

import java.util.Arrays;

/** The one order of scored things: higher scores first, ties by the smaller key. */
public final class Order {
  private Order() {}

  /**
   * Indices of the scores, best first: a merge sort without boxes.
   *
   * @param scores none of them NaN
   */
  public static int[] descending(double[] scores, long[] keys) {
    var order = new int[scores.length];
    Arrays.setAll(order, index -> index);
    var target = new int[order.length];
    for (int width = 1; width < order.length; width *= 2) {
      for (int low = 0; low < order.length; low += 2 * width) {
        int middle = Math.min(low + width, order.length);
        int high = Math.min(low + 2 * width, order.length);
        merge(order, low, middle, high, target, scores, keys);
      }
      var sorted = target;
      target = order;
      order = sorted;
    }
    return order;
  }

  private static void merge(
      int[] from, int low, int middle, int high, int[] to, double[] scores, long[] keys) {
    int left = low;
    int right = middle;
    for (int at = low; at < high; at++) {
      boolean takeLeft =
          right >= high || (left < middle && !isBefore(from[right], from[left], scores, keys));
      to[at] = takeLeft ? from[left++] : from[right++];
    }
  }

  private static boolean isBefore(int a, int b, double[] scores, long[] keys) {
    return scores[a] > scores[b] || (scores[a] == scores[b] && keys[a] < keys[b]);
  }
}
