package reco.model.user;

/**
 * A bounded set of items, each with the time it was last put in; the oldest gives way. Immutable.
 */
public final class ItemTimes {
  /** Whether the item was put in at or after a time. */
  public boolean contains(long item, long sinceMillis) {
    return false;
  }

  public boolean contains(long item) {
    return contains(item, Long.MIN_VALUE);
  }

  public int size() {
    return 0;
  }

  /** Index 0 is the newest. */
  public long item(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  public long timeMillis(int index) {
    throw new IndexOutOfBoundsException(index);
  }
}
