package reco.model.counting;

import java.util.Arrays;
import reco.model.item.Decay;
import reco.model.item.ItemStats;

/**
 * What one item was co-visited with: items and weights, bounded. At the limit the weakest quarter
 * gives way, so that a newcomer has time to gain weight. Weights and visits are forgotten alike, at
 * the scale of one epoch. One thread.
 */
final class CoVisits {
  private static final int SMALLEST = 8;

  private final int limit;
  private long epoch;
  private double visits;
  private long[] items;
  private float[] weights;

  /** By hash of the item: its entry + 1, or 0. */
  private short[] index;

  private int size;

  /**
   * @param limit entries kept at most, up to 10,000
   */
  CoVisits(int limit) {
    this.limit = limit;
    int capacity = Math.min(limit, SMALLEST);
    items = new long[capacity];
    weights = new float[capacity];
    index = new short[indexSize(capacity)];
  }

  static CoVisits of(LedgerImage.Neighbours image, int limit) {
    CoVisits coVisits = new CoVisits(limit);
    coVisits.epoch = image.epoch();
    coVisits.visits = image.visits();
    for (int entry = 0; entry < Math.min(limit, image.items().length); entry++) {
      coVisits.add(image.items()[entry], image.weights()[entry]);
    }
    return coVisits;
  }

  LedgerImage.Neighbours image() {
    return new LedgerImage.Neighbours(
        epoch, visits, Arrays.copyOf(items, size), Arrays.copyOf(weights, size));
  }

  /** A power of two, at most three quarters of it taken. */
  private static int indexSize(int capacity) {
    return 2 * Integer.highestOneBit(Math.max(1, capacity * 4 / 3 - 1));
  }

  /** A user's step onto the item. */
  void addVisit(long timeMillis, Weights by) {
    moveTo(by.epoch(timeMillis));
    visits += by.weight(timeMillis, epoch);
  }

  /**
   * A user's step onto both items.
   *
   * @param share what it is worth, at most 1
   */
  void add(long item, double share, long timeMillis, Weights by) {
    moveTo(by.epoch(timeMillis));
    add(item, (float) (share * by.weight(timeMillis, epoch)));
  }

  /** Takes all to the scale of a later epoch. */
  private void moveTo(long later) {
    if (visits == 0 && size == 0) {
      epoch = later;
    } else if (later > epoch) {
      int shift = Decay.shift(epoch, later);
      visits = Math.scalb(visits, shift);
      for (int entry = 0; entry < size; entry++) {
        weights[entry] = Math.scalb(weights[entry], shift);
      }
      epoch = later;
    }
  }

  private void add(long item, float weight) {
    int slot = slot(item);
    if (index[slot] != 0) {
      weights[index[slot] - 1] += weight;
      return;
    }
    if (size == items.length) {
      makeRoom();
      slot = slot(item);
    }
    append(slot, item, weight);
  }

  /** The index slot of an item, or the free one where it belongs. */
  private int slot(long item) {
    int mask = index.length - 1;
    int slot = (int) ((item * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (index[slot] != 0 && items[index[slot] - 1] != item) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void append(int slot, long item, float weight) {
    items[size] = item;
    weights[size] = weight;
    index[slot] = (short) ++size;
  }

  /** Grows the table, or drops the weakest entries. */
  private void makeRoom() {
    int leaving = size == limit ? limit / 4 + 1 : 0;
    float weakest = leaving == 0 ? 0 : sorted()[leaving - 1];
    long[] oldItems = items;
    float[] oldWeights = weights;
    int capacity = Math.min(limit, size * 2);
    items = new long[capacity];
    weights = new float[capacity];
    index = new short[indexSize(capacity)];
    size = 0;
    for (int entry = 0; entry < oldItems.length; entry++) {
      if (leaving > 0 && oldWeights[entry] <= weakest) {
        leaving--;
      } else {
        append(slot(oldItems[entry]), oldItems[entry], oldWeights[entry]);
      }
    }
  }

  private float[] sorted() {
    float[] sorted = Arrays.copyOf(weights, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /**
   * The strongest entries; among equal ones the oldest.
   *
   * @param most entries taken
   */
  ItemStats.Neighbours strongest(long item, long offset, int most) {
    int count = Math.min(most, size);
    float weakest = count < size ? sorted()[size - count] : Float.NEGATIVE_INFINITY;
    int ties = count - countAbove(weakest);
    long[] takenItems = new long[count];
    float[] takenWeights = new float[count];
    int taken = 0;
    for (int entry = 0; taken < count; entry++) {
      boolean isTie = weights[entry] == weakest;
      if (weights[entry] > weakest || (isTie && ties-- > 0)) {
        takenItems[taken] = items[entry];
        takenWeights[taken++] = weights[entry];
      }
    }
    return new ItemStats.Neighbours(item, offset, epoch, (float) visits, takenItems, takenWeights);
  }

  private int countAbove(float weight) {
    int count = 0;
    for (int entry = 0; entry < size; entry++) {
      count += weights[entry] > weight ? 1 : 0;
    }
    return count;
  }
}
