package reco.model.item;

import java.util.function.IntToLongFunction;
import reco.model.pipeline.SourceAnswer;
import reco.model.pipeline.TopItems;

/**
 * Sums what several history items give to each candidate, and remembers which gave most. Candidates
 * stand in order of arrival, with an index by item. Made for one answer; one thread.
 */
final class ScoreSums {
  private final int[] index;
  private final int[] items;
  private final float[] sums;
  private final float[] largest;
  private final byte[] anchors;
  private int size;

  /** A number of a candidate. */
  interface Factor {
    float of(int item);
  }

  /**
   * @param most items that will be summed at most
   */
  ScoreSums(int most) {
    index = new int[Integer.highestOneBit(Math.max(1, most)) * 4];
    items = new int[most];
    sums = new float[most];
    largest = new float[most];
    anchors = new byte[most];
  }

  /** Adds what one history item gives: its neighbours' counts, times a weight. */
  void add(int historyItem, float weight, int[] neighbours, float[] counts) {
    for (int i = 0; i < neighbours.length; i++) {
      add(historyItem, neighbours[i], weight * counts[i]);
    }
  }

  /** Adds what one history item gives to one candidate. */
  void add(int anchor, int item, float part) {
    int slot = slot(item);
    if (index[slot] == 0) {
      if (size == items.length) {
        return;
      }
      items[size++] = item;
      index[slot] = size;
    }
    int candidate = index[slot] - 1;
    sums[candidate] += part;
    if (part > largest[candidate]) {
      largest[candidate] = part;
      anchors[candidate] = (byte) anchor;
    }
  }

  void remove(int item) {
    int slot = slot(item);
    if (index[slot] != 0) {
      sums[index[slot] - 1] = 0;
    }
  }

  private int slot(int item) {
    int mask = index.length - 1;
    int slot = ((item * 0x9E3779B1) >>> 9) & mask;
    while (index[slot] != 0 && items[index[slot] - 1] != item) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /**
   * The candidates with the highest sums.
   *
   * @param lastItems the history items by number
   * @param keyOf a candidate's key
   * @param factorOf what a candidate's sum is multiplied by
   */
  SourceAnswer best(
      String source, long[] lastItems, int count, IntToLongFunction keyOf, Factor factorOf) {
    TopItems top = new TopItems(Math.min(count, size));
    for (int candidate = 0; candidate < size; candidate++) {
      if (sums[candidate] > 0) {
        int item = items[candidate];
        float score = sums[candidate] * factorOf.of(item);
        top.offer(keyOf.applyAsLong(item), score, lastItems[anchors[candidate]]);
      }
    }
    return top.drain(source);
  }
}
