package reco.model.decision;

import reco.model.id.Hashes;
import reco.model.id.UserId;

/**
 * One request, as a decision sees it.
 *
 * @param count items on the page, 1 to 500
 * @param country "" to use the profile's
 * @param lastItem key of the item that the visitor is at now; 0: none
 * @param instantMillis the decision's only clock
 * @param seed the decision's only randomness
 */
public record Query(
    String requestId,
    UserId user,
    String surface,
    int count,
    String country,
    String device,
    long lastItem,
    long instantMillis,
    long seed) {
  /** A request's randomness follows from its id. */
  public static long seed(String requestId) {
    return Hashes.hash(requestId);
  }
}
