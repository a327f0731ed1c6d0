package reco.index;

import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongPredicate;

/**
 * Exact retrieval: a SIMD scan of int8 codes, re-scored by the float32 vectors. Meant for up to
 * about 50,000 items a partition; the time of a search grows with the items.
 *
 * <p>Why concurrent searches are right: all that a search reads is one immutable {@link Version},
 * taken once from a volatile field. A change copies the block it touches (about 5 KB at 128
 * dimensions) and the list of blocks, then publishes the next version. So a search runs on exactly
 * one {@link #sequence}, never meets a vector half written, an item twice or a score of another
 * version, and neither waits for the writer nor holds it up. Writers take turns by a lock; with the
 * one writer that the port asks for, it is never contended.
 */
public final class ExactInt8Index implements VectorIndex {
  /**
   * JVM object headers, references and the key-to-slot entry: an estimate, compressed references.
   */
  private static final int OVERHEAD_BYTES_PER_VECTOR = 100;

  private record Version(ItemBlocks items, long sequence) {
    Version next(ItemBlocks changed) {
      return new Version(changed, sequence + 1);
    }
  }

  private final int dimension;
  private final Map<Long, Integer> slots = new HashMap<>();

  /** Scratch not in use; holds as many as searches ever ran at once. */
  private final Queue<ExactSearch> idle = new ConcurrentLinkedQueue<>();

  private volatile Version current;

  /**
   * @param dimension components per vector, 1 to {@link Vectors#MAX_DIMENSION}
   */
  public ExactInt8Index(int dimension) {
    this.dimension = Vectors.requireDimension(dimension);
    current = new Version(ItemBlocks.empty(dimension), 0);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int size() {
    return current.items().size();
  }

  @Override
  public long sequence() {
    return current.sequence();
  }

  /**
   * Memory per item, in bytes: int8 codes, float32 vector, key, scale and an estimated overhead.
   */
  public int bytesPerVector() {
    return Int8.padded(dimension)
        + dimension * Float.BYTES
        + Long.BYTES
        + Float.BYTES
        + OVERHEAD_BYTES_PER_VECTOR;
  }

  @Override
  public synchronized void upsert(long itemKey, float[] vector) {
    float[] copy = vector.clone(); // checked as kept, whatever the caller does to its own
    Vectors.requireVector(copy, dimension);
    var items = current.items();
    int slot = slots.getOrDefault(itemKey, items.size());
    current = current.next(items.with(slot, itemKey, copy));
    slots.put(itemKey, slot);
  }

  @Override
  public synchronized boolean delete(long itemKey) {
    var slot = slots.remove(itemKey);
    if (slot == null) {
      return false;
    }
    current = current.next(closeGap(slot));
    return true;
  }

  @Override
  public Hits search(float[] query, int k, LongPredicate admit) {
    Vectors.requireVector(query, dimension);
    Ranking.requireCount(k);
    var items = current.items();
    if (k == 0 || items.size() == 0) {
      return Hits.none();
    }
    var pooled = idle.poll();
    var search = pooled == null ? new ExactSearch(dimension) : pooled;
    try {
      return search.search(items, query, k, admit);
    } finally {
      idle.add(search);
    }
  }

  /** Moves the last item into the gap, so that the blocks stay dense. */
  private ItemBlocks closeGap(int gap) {
    var items = current.items();
    int last = items.size() - 1;
    if (gap == last) {
      return items.withoutLast();
    }
    long moved = items.itemKey(last);
    slots.put(moved, gap);
    return items.with(gap, moved, items.vector(last)).withoutLast();
  }
}
