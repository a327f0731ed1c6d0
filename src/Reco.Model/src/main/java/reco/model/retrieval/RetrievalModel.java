package reco.model.retrieval;

import reco.model.item.Item;
import reco.model.user.UserState;

/**
 * Item tower and query tower of one version: embeds items, and turns a history into a query vector.
 * Pure; a query vector is the same bits for the same state everywhere.
 */
public interface RetrievalModel {
  /** Name and version, {@code retrieval@v3}; "none" where nothing is trained yet. */
  String version();

  int dimension();

  /** The item's vector, or a content prior where training has not seen it; dimension floats. */
  float[] embed(Item item);

  /** The query of a user's recent positive items; empty (length 0) where there are none. */
  float[] query(UserState user, long lastItem, long nowMillis);
}
