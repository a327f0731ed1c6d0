package reco.index;

import java.util.Arrays;

/**
 * Where each item stands, by key: open addressing with linear probing. It holds places alone, 5 to
 * 8 bytes an item; the keys are those of the items that stand there, which the caller shows with
 * each call, as they stand before the change.
 */
final class ItemPlaces {
  private static final int SMALLEST = 16;
  private static final double MOST_FILLED = .8;
  private static final double GROWTH = 1.5;

  /** Knuth's multiplicative hashing: 2^64 divided by the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private int[] table = free(SMALLEST);
  private int size;

  /** The place of an item, or {@link Place#NONE}. */
  int find(long itemKey, PlacedItems items) {
    return table[seek(itemKey, items)];
  }

  /** Puts an item that stands somewhere, or will. */
  void put(long itemKey, int place, PlacedItems items) {
    int at = seek(itemKey, items);
    if (table[at] == Place.NONE) {
      size++;
    }
    table[at] = place;
    if (size > MOST_FILLED * table.length) {
      grow(itemKey, place, items);
    }
  }

  /** Takes an item out that is there. Those behind it close up, so that none is cut off. */
  void remove(long itemKey, PlacedItems items) {
    int gap = seek(itemKey, items);
    int at = gap;
    while (true) {
      table[gap] = Place.NONE;
      int home;
      do {
        at = next(at);
        if (table[at] == Place.NONE) {
          size--;
          return;
        }
        home = home(items.itemKey(table[at]), table.length);
      } while (isBetween(gap, home, at));
      table[gap] = table[at];
      gap = at;
    }
  }

  /** Bytes that it takes. */
  long bytes() {
    return (long) table.length * Integer.BYTES;
  }

  /** Whether home lies after the gap and not after the entry, going round. */
  private static boolean isBetween(int gap, int home, int at) {
    return gap <= at ? gap < home && home <= at : gap < home || home <= at;
  }

  private int seek(long itemKey, PlacedItems items) {
    int at = home(itemKey, table.length);
    while (table[at] != Place.NONE && items.itemKey(table[at]) != itemKey) {
      at = next(at);
    }
    return at;
  }

  private int next(int at) {
    return at + 1 < table.length ? at + 1 : 0;
  }

  /** The item last put does not stand at its place yet, so its key is not to be asked there. */
  private void grow(long newKey, int newPlace, PlacedItems items) {
    int[] before = table;
    table = free((int) (before.length * GROWTH));
    for (int place : before) {
      if (place != Place.NONE) {
        enter(place == newPlace ? newKey : items.itemKey(place), place);
      }
    }
  }

  private void enter(long itemKey, int place) {
    int at = home(itemKey, table.length);
    while (table[at] != Place.NONE) {
      at = next(at);
    }
    table[at] = place;
  }

  private static int home(long itemKey, int length) {
    return (int) Math.multiplyHigh((itemKey * SPREAD) >>> 1, (long) length << 1);
  }

  private static int[] free(int length) {
    var table = new int[length];
    Arrays.fill(table, Place.NONE);
    return table;
  }
}
