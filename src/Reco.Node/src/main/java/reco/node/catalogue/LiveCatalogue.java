package reco.node.catalogue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.model.id.ItemId;
import reco.model.item.Item;
import reco.model.item.ItemCatalogue;
import reco.model.item.KeyCollisionException;
import reco.model.retrieval.NoRetrieval;
import reco.model.retrieval.RetrievalModel;

/**
 * The catalogue while its log goes by: the one place that writes {@link ItemCatalogue}. Each write
 * is embedded by the live retrieval model and handed to the index. Writers exclude each other;
 * readers of the catalogue are never held up.
 */
public final class LiveCatalogue {
  private static final Logger log = LoggerFactory.getLogger(LiveCatalogue.class);

  private final ItemCatalogue catalogue;
  private final VersionWaits waits = new VersionWaits();
  private final Map<Integer, Long> nextOffsets = new HashMap<>();
  private RetrievalModel model = new NoRetrieval();
  private VectorSink sink = VectorSink.NONE;
  private long refused;

  /**
   * @param catalogue written by nobody else
   */
  public LiveCatalogue(ItemCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** For readers. */
  public ItemCatalogue items() {
    return catalogue;
  }

  /**
   * Applies one record of the log, or nothing where its offset was applied before.
   *
   * @param item empty: deleted; else with the offset as its version
   */
  public synchronized void apply(int partition, long offset, ItemId id, Optional<Item> item) {
    if (offset < nextOffsets.getOrDefault(partition, 0L)) {
      return;
    }
    item.ifPresentOrElse(this::upsert, () -> delete(id, offset));
    nextOffsets.put(partition, offset + 1);
  }

  private void upsert(Item item) {
    long key = item.id().key();
    try {
      if (catalogue.upsert(item)) {
        embed(key, item);
      }
      waits.reached(key, item.version());
    } catch (KeyCollisionException e) {
      refuse(e);
    }
  }

  private void delete(ItemId id, long offset) {
    long key = id.key();
    try {
      if (catalogue.delete(id, offset)) {
        sink.delete(key);
      }
      waits.deleted(key, offset);
    } catch (KeyCollisionException e) {
      refuse(e);
    }
  }

  private void refuse(KeyCollisionException collision) {
    refused++;
    log.error("left out of the catalogue: {}", collision.getMessage());
  }

  private void embed(long key, Item item) {
    float[] vector = model.embed(item);
    catalogue.setVector(key, vector);
    forward(sink, key, item, vector);
  }

  /** The index holds what may be recommended and has a vector to be found by. */
  private static void forward(VectorSink sink, long key, Item item, float[] vector) {
    if (item.hidden() || item.unavailable() || isZero(vector)) {
      sink.delete(key);
    } else {
      sink.upsert(key, vector);
    }
  }

  private static boolean isZero(float[] vector) {
    for (float value : vector) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Embeds every item by another model: first into the new sink, which is whole when this returns,
   * then into the catalogue, all at once. Later writes go to the new model and sink alone.
   *
   * @param newSink empty, of the model's dimension
   * @throws IllegalArgumentException where the model embeds an item to a vector of another
   *     dimension or not finite; the old model stays
   */
  public synchronized void use(RetrievalModel newModel, VectorSink newSink) {
    catalogue.useVectors(
        newModel.dimension(),
        item -> {
          float[] vector = newModel.embed(item);
          forward(newSink, item.id().key(), item, vector);
          return vector;
        });
    model = newModel;
    sink = newSink;
  }

  /** Per partition the offset to read next; a partition that is not here is read from its start. */
  public synchronized Map<Integer, Long> nextOffsets() {
    return Map.copyOf(nextOffsets);
  }

  /** Writes left out because another id has the same key. */
  public synchronized long refused() {
    return refused;
  }

  /** Takes over an item of a snapshot. */
  synchronized void restore(Item item) {
    upsert(item);
  }

  /** Goes on where a snapshot ended. */
  synchronized void continueAt(Map<Integer, Long> offsets) {
    nextOffsets.putAll(offsets);
  }

  /**
   * Waits until a write of an item, or its deletion, has been applied here.
   *
   * @return true once it has; false after the timeout, or at once where too many wait
   */
  public CompletionStage<Boolean> reached(ItemId item, long version, Duration timeout) {
    long key = item.key();
    if (hasReached(key, version)) {
      return CompletableFuture.completedFuture(true);
    }
    CompletionStage<Boolean> waiting = waits.add(key, version, timeout);
    // Once more, now that it waits: a write in between would have found nobody to tell.
    if (hasReached(key, version)) {
      waits.reached(key, version);
    }
    return waiting;
  }

  private boolean hasReached(long key, long version) {
    return catalogue.versionOf(key).orElse(Long.MIN_VALUE) >= version
        || waits.wasDeletedAt(key, version);
  }
}
