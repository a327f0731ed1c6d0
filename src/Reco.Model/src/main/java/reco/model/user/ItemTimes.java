package reco.model.user;

import java.util.Arrays;

/**
 * A bounded set of items, each with the time it was last put in; the oldest gives way. Immutable.
 */
public final class ItemTimes {
  private final int capacity;
  private final long[] items;
  private final long[] times;

  private ItemTimes(int capacity, long[] items, long[] times) {
    this.capacity = capacity;
    this.items = items;
    this.times = times;
  }

  /**
   * A set of nothing yet.
   *
   * @param capacity items it can hold
   */
  public static ItemTimes empty(int capacity) {
    return new ItemTimes(capacity, new long[0], new long[0]);
  }

  /**
   * A set from its columns, which become its own; throws IllegalArgumentException where they differ
   * in length, exceed the capacity or are not newest first.
   */
  public static ItemTimes of(int capacity, long[] items, long[] times) {
    NewestFirst.require("items", times, capacity);
    NewestFirst.requireLength("items", times.length, items.length);
    return new ItemTimes(capacity, items, times);
  }

  /** With the item put in at that time, unless it was put in then or later already. */
  public ItemTimes with(long item, long timeMillis) {
    int old = indexOf(item);
    if (old >= 0) {
      return times[old] >= timeMillis ? this : removed(old).inserted(item, timeMillis);
    }
    return inserted(item, timeMillis);
  }

  public ItemTimes without(long item) {
    int at = indexOf(item);
    return at < 0 ? this : removed(at);
  }

  private ItemTimes inserted(long item, long timeMillis) {
    int at = NewestFirst.position(times, timeMillis);
    return at == capacity
        ? this
        : new ItemTimes(
            capacity,
            NewestFirst.insert(items, at, item, capacity),
            NewestFirst.insert(times, at, timeMillis, capacity));
  }

  private ItemTimes removed(int at) {
    return new ItemTimes(capacity, NewestFirst.remove(items, at), NewestFirst.remove(times, at));
  }

  /** Whether the item was put in at or after a time. */
  public boolean contains(long item, long sinceMillis) {
    int at = indexOf(item);
    return at >= 0 && times[at] >= sinceMillis;
  }

  public boolean contains(long item) {
    return indexOf(item) >= 0;
  }

  private int indexOf(long item) {
    for (int i = 0; i < items.length; i++) {
      if (items[i] == item) {
        return i;
      }
    }
    return -1;
  }

  public int size() {
    return items.length;
  }

  /** Index 0 is the newest. */
  public long item(int index) {
    return items[index];
  }

  public long timeMillis(int index) {
    return times[index];
  }

  /** All items, newest first. */
  public long[] items() {
    return items.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ItemTimes that
        && capacity == that.capacity
        && Arrays.equals(items, that.items)
        && Arrays.equals(times, that.times);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(items) * 31 + Arrays.hashCode(times);
  }

  @Override
  public String toString() {
    return "ItemTimes[" + size() + " of " + capacity + "]";
  }
}
