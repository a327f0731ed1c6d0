package reco.model.counting;

import java.util.Arrays;

/** How often each item occurred in one tile of time: a small int-to-int map. One thread. */
final class TileCounts {
  private static final int SMALLEST = 16;

  private int[] items = filled(SMALLEST);
  private int[] counts = new int[SMALLEST];
  private int size;

  /** Receives what a tile counted of one item. */
  interface Visitor {
    void count(int item, int count);
  }

  void add(int item, int count) {
    if (2 * (size + 1) > items.length) {
      grow();
    }
    int mask = items.length - 1;
    int slot = ((item * 0x9E3779B1) >>> 7) & mask;
    while (items[slot] != item && items[slot] >= 0) {
      slot = (slot + 1) & mask;
    }
    size += items[slot] < 0 ? 1 : 0;
    items[slot] = item;
    counts[slot] += count;
  }

  void forEach(Visitor visitor) {
    for (int slot = 0; slot < items.length; slot++) {
      if (items[slot] >= 0) {
        visitor.count(items[slot], counts[slot]);
      }
    }
  }

  LedgerImage.Tile image() {
    int[] presentItems = new int[size];
    int[] presentCounts = new int[size];
    int next = 0;
    for (int slot = 0; slot < items.length; slot++) {
      if (items[slot] >= 0) {
        presentItems[next] = items[slot];
        presentCounts[next++] = counts[slot];
      }
    }
    return new LedgerImage.Tile(presentItems, presentCounts);
  }

  void addAll(LedgerImage.Tile image) {
    for (int i = 0; i < image.items().length; i++) {
      add(image.items()[i], image.counts()[i]);
    }
  }

  private void grow() {
    TileCounts larger = new TileCounts();
    larger.items = filled(items.length * 2);
    larger.counts = new int[items.length * 2];
    forEach(larger::add);
    items = larger.items;
    counts = larger.counts;
  }

  private static int[] filled(int capacity) {
    int[] items = new int[capacity];
    Arrays.fill(items, -1);
    return items;
  }
}
