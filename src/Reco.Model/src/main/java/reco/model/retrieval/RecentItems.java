package reco.model.retrieval;

import java.util.Arrays;
import reco.model.user.UserState;

/** A user as a sequence encoder reads it. */
public final class RecentItems {
  private RecentItems() {}

  /**
   * The items of the newest positive interactions, oldest first; of several in a row with one item,
   * one stands.
   *
   * @param lastItem the item that the visitor is at, the newest of all; 0: none
   * @param longest most items
   */
  public static long[] of(UserState user, long lastItem, int longest) {
    var history = user.history();
    var items = new long[Math.min(longest, history.size() + 1)];
    int first = items.length;
    if (lastItem != 0 && first > 0) {
      items[--first] = lastItem;
    }
    for (int age = 0; age < history.size() && first > 0; age++) {
      boolean goesOn = first < items.length && items[first] == history.item(age);
      if (history.strength(age) > 0 && !goesOn) {
        items[--first] = history.item(age);
      }
    }
    return Arrays.copyOfRange(items, first, items.length);
  }
}
