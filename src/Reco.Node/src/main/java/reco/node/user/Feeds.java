package reco.node.user;

import java.util.List;
import reco.model.id.UserId;

/** Publishes what users were recommended last. */
public interface Feeds {
  /**
   * Replaces a user's feed; returns at once and never fails.
   *
   * @param itemIds best first
   */
  void publish(UserId user, List<String> itemIds);
}
