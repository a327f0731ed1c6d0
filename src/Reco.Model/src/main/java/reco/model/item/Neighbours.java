package reco.model.item;

import java.util.Arrays;

/**
 * What one item was co-visited with: items and weights, bounded. At the limit the weakest quarter
 * gives way, so that a newcomer has time to gain weight.
 *
 * <p>One writer, readers without locks: within one table an entry is written before the size that
 * includes it, its item stays and its weight grows in place; a table is replaced as a whole.
 */
final class Neighbours {
  private static final int SMALLEST = 8;

  private final int limit;
  private volatile Table table;

  /**
   * @param limit entries kept at most, up to 32,767
   */
  Neighbours(int limit) {
    this.limit = limit;
    this.table = new Table(Math.min(limit, SMALLEST));
  }

  /** Entries in order of arrival, and the writer's index into them by item. */
  private static final class Table {
    final int[] items;
    final float[] weights;
    final short[] index;
    volatile int size;

    Table(int capacity) {
      items = new int[capacity];
      weights = new float[capacity];
      index = new short[Integer.highestOneBit(capacity) * 4];
    }

    /** The index slot of an item, or the free one where it belongs; a slot holds entry + 1. */
    int slot(int item) {
      int mask = index.length - 1;
      int slot = ((item * 0x9E3779B1) >>> 9) & mask;
      while (index[slot] != 0 && items[index[slot] - 1] != item) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    void append(int slot, int item, float weight) {
      int entry = size;
      items[entry] = item;
      weights[entry] = weight;
      index[slot] = (short) (entry + 1);
      size = entry + 1;
    }
  }

  /** Receives an item and its weight. */
  interface Visitor {
    void neighbour(int item, float weight);
  }

  void forEach(Visitor visitor) {
    Table current = table;
    int size = current.size;
    for (int entry = 0; entry < size; entry++) {
      visitor.neighbour(current.items[entry], current.weights[entry]);
    }
  }

  int size() {
    return table.size;
  }

  /** For the writer. */
  void add(int item, float weight) {
    Table current = table;
    int slot = current.slot(item);
    if (current.index[slot] != 0) {
      current.weights[current.index[slot] - 1] += weight;
      return;
    }
    if (current.size == current.items.length) {
      current = replaced(current);
      slot = current.slot(item);
    }
    current.append(slot, item, weight);
  }

  /** Publishes a table with room: a larger one, or one without the weakest entries. */
  private Table replaced(Table full) {
    Table next = new Table(Math.min(limit, full.size * 2));
    int leaving = full.size == limit ? limit / 4 + 1 : 0;
    float weakest = leaving == 0 ? 0 : sorted(full.weights)[leaving - 1];
    for (int entry = 0; entry < full.size; entry++) {
      if (leaving > 0 && full.weights[entry] <= weakest) {
        leaving--;
      } else {
        next.append(next.slot(full.items[entry]), full.items[entry], full.weights[entry]);
      }
    }
    table = next;
    return next;
  }

  private static float[] sorted(float[] weights) {
    float[] sorted = weights.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
