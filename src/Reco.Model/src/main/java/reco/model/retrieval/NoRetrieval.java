package reco.model.retrieval;

import reco.model.item.Item;
import reco.model.user.UserState;

/** Where nothing is trained yet: no vectors, no queries. */
public final class NoRetrieval implements RetrievalModel {
  private static final float[] NOTHING = {};

  @Override
  public String version() {
    return "none";
  }

  @Override
  public int dimension() {
    return 0;
  }

  @Override
  public float[] embed(Item item) {
    return NOTHING;
  }

  @Override
  public float[] query(UserState user, long lastItem, long nowMillis) {
    return NOTHING;
  }
}
