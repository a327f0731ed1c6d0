package reco.model.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Item key to ordinal by open addressing: one writer, readers without locks.
 *
 * <p>Within one table a slot's key is set once and stays, after its ordinal was stored; removing
 * stores {@link #NONE} as the ordinal. A table that fills up is replaced as a whole. So a reader
 * finds an ordinal that was right at some instant of its look-up.
 */
final class OrdinalMap {
  static final int NONE = -1;
  private static final VarHandle KEYS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle ORDINALS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final int SMALLEST = 64;

  private volatile Table table = new Table(SMALLEST);
  private int taken;
  private int size;

  private static final class Table {
    final long[] keys;
    final int[] ordinals;

    Table(int capacity) {
      keys = new long[capacity];
      ordinals = new int[capacity];
    }

    /** The slot that holds the key, or the free one where it belongs. */
    int slot(long key) {
      int mask = keys.length - 1;
      int slot = (int) (mix(key) & mask);
      while (true) {
        long found = (long) KEYS.getAcquire(keys, slot);
        if (found == key || found == 0) {
          return slot;
        }
        slot = (slot + 1) & mask;
      }
    }

    private static long mix(long key) {
      long product = key * 0x9E3779B97F4A7C15L;
      return product ^ (product >>> 32);
    }

    void put(int slot, long key, int ordinal) {
      ORDINALS.setRelease(ordinals, slot, ordinal);
      KEYS.setRelease(keys, slot, key);
    }
  }

  /** The key's ordinal, or {@link #NONE}, as for 0, which marks a free slot. */
  int get(long key) {
    if (key == 0) {
      return NONE;
    }
    Table current = table;
    int slot = current.slot(key);
    // The key is read before the ordinal: a key that is seen has its ordinal.
    return (long) KEYS.getAcquire(current.keys, slot) == key
        ? (int) ORDINALS.getAcquire(current.ordinals, slot)
        : NONE;
  }

  /**
   * @param key not 0
   */
  void put(long key, int ordinal) {
    if (key == 0) {
      throw new IllegalArgumentException("item key: got 0, expected a key; 0 means no item");
    }
    Table current = table;
    int slot = current.slot(key);
    boolean known = current.keys[slot] == key;
    if (!known && (taken + 1) * 4L > current.keys.length * 3L) {
      current = rebuilt();
      slot = current.slot(key);
    }
    taken += known ? 0 : 1;
    size += known && current.ordinals[slot] != NONE ? 0 : 1;
    current.put(slot, key, ordinal);
  }

  void remove(long key) {
    Table current = table;
    int slot = current.slot(key);
    if (key != 0 && current.keys[slot] == key && current.ordinals[slot] != NONE) {
      ORDINALS.setRelease(current.ordinals, slot, NONE);
      size--;
    }
  }

  int size() {
    return size;
  }

  long bytes() {
    return table.keys.length * (long) (Long.BYTES + Integer.BYTES);
  }

  /** Publishes a table without the removed keys, at most three eighths full. */
  private Table rebuilt() {
    int capacity = SMALLEST;
    while ((size + 1) * 8L > capacity * 3L) {
      capacity *= 2;
    }
    Table old = table;
    Table next = new Table(capacity);
    for (int slot = 0; slot < old.keys.length; slot++) {
      if (old.keys[slot] != 0 && old.ordinals[slot] != NONE) {
        next.put(next.slot(old.keys[slot]), old.keys[slot], old.ordinals[slot]);
      }
    }
    taken = size;
    table = next;
    return next;
  }
}
