package reco.index;

/** Where an item stands: the number of its list, and its slot there, in one int. */
final class Place {
  private static final int SLOT_BITS = 21;

  /** Slots of a list. */
  static final int MAX_SLOTS = 1 << SLOT_BITS;

  /** Lists, the one of unsorted items counted in. */
  static final int MAX_LISTS = (1 << (Integer.SIZE - SLOT_BITS)) - 1;

  /** No place: its list is beyond the last. */
  static final int NONE = -1;

  private Place() {}

  static int of(int list, int slot) {
    return list << SLOT_BITS | slot;
  }

  static int list(int place) {
    return place >>> SLOT_BITS;
  }

  static int slot(int place) {
    return place & (MAX_SLOTS - 1);
  }
}
