package reco.model.retrieval;

import java.util.List;
import java.util.Optional;
import reco.model.item.Item;
import reco.model.user.UserState;

/**
 * Item tower and query tower of one version: embeds items, and turns a history into a query vector.
 * Pure; a query vector is the same bits for the same state everywhere.
 */
public interface RetrievalModel extends AutoCloseable {
  /** Name and version, {@code retrieval@v3}; "none" where nothing is trained yet. */
  String version();

  int dimension();

  /** The item's vector, or a content prior where training has not seen it; dimension floats. */
  float[] embed(Item item);

  /**
   * The query of a user's recent positive items, the best that the model can make; empty (length 0)
   * where there are none. It may take some tenths of a millisecond.
   */
  float[] query(UserState user, long lastItem, long nowMillis);

  /** A query that takes next to no time, where {@link #query} may not be waited for. */
  default float[] quickQuery(UserState user, long lastItem, long nowMillis) {
    return query(user, lastItem, nowMillis);
  }

  /** What makes {@link #query}'s queries in batches; empty where one at a time costs nothing. */
  default Optional<SequenceEncoder> encoder() {
    return Optional.empty();
  }

  /** The user's whole history folded into a linear model; empty where none was trained. */
  default Optional<Ease> ease() {
    return Optional.empty();
  }

  /** This model with what it can learn of a catalogue as it is now. */
  default RetrievalModel withCatalogue(List<Item> catalogue) {
    return this;
  }

  /** Frees what it holds outside of the JVM; it is not used any more. */
  @Override
  default void close() {}
}
