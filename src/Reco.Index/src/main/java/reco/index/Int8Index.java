package reco.index;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Retrieval by SIMD scans of int8 codes, re-scored by the float32 vectors. Up to a number of items
 * a search scans them all; above it they are sorted into inverted lists, and a search goes through
 * those that promise most.
 *
 * <p>A new or changed item is found at once: it is scanned by every search until it is sorted in,
 * in the background. Exact answers depend only on the vectors held, never on the order in which
 * they came or on the CPU's vector width. See {@link SegmentsStore} for why concurrent searches are
 * right.
 */
public final class Int8Index implements VectorIndex {
  private final int dimension;
  private final Metric metric;
  private final SegmentsStore store;
  private final Upkeep upkeep;

  /** Scratch not in use; holds as many as searches ever ran at once. */
  private final Queue<Int8Search> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param dimension components per vector, 1 to {@link Vectors#MAX_DIMENSION}
   * @param background where items are sorted into lists; at most one task waits there
   */
  public Int8Index(int dimension, IndexSettings settings, Executor background) {
    this.dimension = Vectors.requireDimension(dimension);
    metric = settings.metric();
    store = new SegmentsStore(metric, dimension);
    upkeep = new Upkeep(store, settings, dimension, background);
  }

  /** An index by inner product whose searches are always exact. */
  public static Int8Index exact(int dimension) {
    return new Int8Index(dimension, IndexSettings.exact(Metric.INNER_PRODUCT), Runnable::run);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int size() {
    return store.current().size();
  }

  @Override
  public long sequence() {
    return store.current().sequence();
  }

  @Override
  public IndexStatistics statistics() {
    var items = store.current();
    return new IndexStatistics(
        items.isPartitioned() ? "ivf" : "exact",
        items.size(),
        items.unsorted(),
        items.partitioning().lists(),
        items.partitioning().probes().lists(),
        items.bytes() + store.placesBytes(),
        items.vectorBytes());
  }

  @Override
  public void upsert(long itemKey, float[] vector) {
    store.upsert(itemKey, stored(vector));
    upkeep.changed();
  }

  @Override
  public boolean delete(long itemKey) {
    boolean deleted = store.delete(itemKey);
    upkeep.changed();
    return deleted;
  }

  @Override
  public Hits search(float[] query, int k, ItemFilter filter) {
    float[] stored = stored(query);
    Ranking.requireCount(k);
    upkeep.searched(stored);
    var plan = Planner.plan(store, filter);
    if (k == 0 || plan.items().size() == 0) {
      return Hits.none();
    }
    var search = takeScratch();
    try {
      return search.search(plan, stored, k);
    } finally {
      idle.add(search);
    }
  }

  @Override
  public List<Hits> searchAll(List<float[]> queries, int k, ItemFilter filter) {
    var stored = queries.stream().map(this::stored).toList();
    Ranking.requireCount(k);
    var plan = Planner.plan(store, filter);
    if (k == 0 || plan.items().size() == 0) {
      return stored.stream().map(_ -> Hits.none()).toList();
    }
    var searches = stored.stream().map(_ -> takeScratch()).toList();
    try {
      return Int8Search.searchAll(searches, plan, stored, k);
    } finally {
      idle.addAll(searches);
    }
  }

  /** Makes other lists now, in this thread, however well the present ones do. */
  public void retrain() {
    upkeep.retrain();
  }

  /** Does in this thread what else is done in the background: sorts items in, chooses probes. */
  public void settle() {
    upkeep.run();
  }

  /** Writes what is held now, whatever changes meanwhile. */
  void write(SnapshotFile file) throws IOException {
    file.write(store.current(), metric, dimension, upkeep.queries());
  }

  /** Puts a snapshot in the place of what is held, if it is good; one step to those who search. */
  void read(SnapshotFile file) throws IOException, SnapshotRefusedException {
    var contents = file.read(metric, dimension);
    upkeep.gate().check(contents.items().segments(), contents.queries(), dimension);
    store.load(contents.items());
    upkeep.loaded();
  }

  SegmentsStore store() {
    return store;
  }

  private float[] stored(float[] vector) {
    Vectors.requireDimension(vector, dimension);
    float[] stored = metric.stored(vector); // checked as kept, whatever the caller does to its own
    Vectors.requireComponents(stored);
    return stored;
  }

  private Int8Search takeScratch() {
    var pooled = idle.poll();
    return pooled == null ? new Int8Search(metric, dimension) : pooled;
  }
}
