package reco.model.item;

import java.util.Optional;
import reco.model.id.ItemId;

/**
 * The items as columns: fixed-width fields in arrays, at most 300 bytes an item beside its texts.
 * One writer, many readers: a row is never seen half written.
 */
public final class ItemCatalogue {
  /** Number of items present, hidden and unavailable ones included. */
  public int size() {
    return 0;
  }

  /** Offset sum of the writes applied: changes with each. */
  public long version() {
    return 0;
  }

  public void upsert(Item item) {
    throw new UnsupportedOperationException();
  }

  public void delete(ItemId item, long version) {
    throw new UnsupportedOperationException();
  }

  public Optional<Item> find(long key) {
    return Optional.empty();
  }

  /** The title, "" where the item is not here. */
  public String title(long key) {
    return "";
  }

  /** Writes the embedding of an item that is here; kept as int8 with a scale. */
  public void setVector(long key, float[] vector) {
    throw new UnsupportedOperationException();
  }

  /** Keys of the items published last that may be recommended, newest first. */
  public long[] newest(int count, long nowMillis) {
    return new long[0];
  }

  /** Copies what a decision reads of its candidates; an unknown key gives a row flagged MISSING. */
  public ItemRows rows(long[] keys, ItemStatistics statistics, long nowMillis) {
    throw new UnsupportedOperationException();
  }
}
