package reco.app.engine;

import java.time.InstantSource;
import java.util.function.Supplier;
import reco.model.item.ItemCatalogue;
import reco.model.user.UserState;
import reco.node.request.ServingState;
import reco.node.user.FeatureLookup;

/**
 * What public feature keys say beside the state, as it is served now.
 *
 * @param serving asked when users are saved, which is after the node has started
 */
record LiveFeatures(ItemCatalogue catalogue, Supplier<ServingState> serving, InstantSource clock)
    implements FeatureLookup {
  private static final long NO_ITEM = 0;
  private static final float[] NO_VECTOR = {};

  @Override
  public String itemId(long key) {
    return catalogue.find(key).map(item -> item.id().id()).orElse(Long.toHexString(key));
  }

  @Override
  public float[] queryVector(UserState state) {
    return serving
        .get()
        .current()
        .retrieval()
        .map(retrieval -> retrieval.model().quickQuery(state, NO_ITEM, clock.millis()))
        .orElse(NO_VECTOR);
  }
}
