package reco.node.user;

import reco.model.user.UserState;

/** What the public feature keys say that a user's record alone does not. */
public interface FeatureLookup {
  /** An item's id by its key. */
  String itemId(long key);

  /** What the user's candidates would be searched with now; length 0 where there is nothing. */
  float[] queryVector(UserState state);
}
