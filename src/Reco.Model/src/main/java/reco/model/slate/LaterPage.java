package reco.model.slate;

import java.util.List;
import reco.model.id.UserId;

/**
 * A page that was cut from a cursor, as it was served.
 *
 * @param requestId of the request that decided the slate
 * @param instantMillis when this page was served, epoch milliseconds
 * @param items in their order; those that may no longer be shown are not among them
 */
public record LaterPage(
    String requestId, UserId user, String surface, long instantMillis, List<Served> items) {
  public LaterPage {
    items = List.copyOf(items);
  }

  /**
   * One item.
   *
   * @param position in the slate
   */
  public record Served(int position, String id, PinnedItem pinned) {}
}
