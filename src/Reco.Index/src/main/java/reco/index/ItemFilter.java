package reco.index;

import java.util.function.LongPredicate;

/** Which items a search may find. How it goes about that is the search's choice. */
public sealed interface ItemFilter {
  /** Admits every item; known to the scan, which then does not ask. */
  LongPredicate ADMIT_ALL = _ -> true;

  /** The items of these keys, at most. */
  record Only(ItemKeys itemKeys) implements ItemFilter {}

  /**
   * The items that a test admits.
   *
   * @param admits asked by item key, for items that could be among the hits and for some others, to
   *     estimate how many it passes; it may search the same index
   */
  record Matching(LongPredicate admits) implements ItemFilter {}

  /** Every item. */
  static ItemFilter everything() {
    return new Matching(ADMIT_ALL);
  }

  /** The items that a test admits. */
  static ItemFilter matching(LongPredicate admits) {
    return new Matching(admits);
  }

  /** The items of these keys, at most; keys that the index does not hold are passed over. */
  static ItemFilter only(long... itemKeys) {
    return new Only(ItemKeys.of(itemKeys));
  }
}
