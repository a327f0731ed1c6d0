package reco.index;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * What an index does beside its changes and searches: sorts new items into lists, makes other lists
 * when the items have outgrown them, and chooses how many of them a search goes through.
 */
final class Upkeep {
  /** Unsorted items that searches put up with: 64 blocks. */
  static final int MOST_UNSORTED = 2048;

  /** Unsorted items at which whoever adds one sorts some, since the background falls behind. */
  private static final int FAR_TOO_MANY_UNSORTED = 8 * MOST_UNSORTED;

  /** Few, so that a change waits for a fraction of a millisecond. */
  private static final int SORTED_AT_ONCE = 256;

  private static final double RECALL_TOLERANCE = .03;

  /** New lists when there are so many times the items, or items so much more unequally spread. */
  private static final double OUTGROWN = 2;

  private final SegmentsStore store;
  private final IndexSettings settings;
  private final int dimension;
  private final Executor background;
  private final QuerySample queries = new QuerySample();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final AtomicBoolean untuned = new AtomicBoolean();
  private volatile int trainedItems;
  private volatile double trainedImbalance;
  private volatile boolean unbalanced;

  Upkeep(SegmentsStore store, IndexSettings settings, int dimension, Executor background) {
    this.store = store;
    this.settings = settings;
    this.dimension = dimension;
    this.background = background;
  }

  /** To be told of each change. */
  void changed() {
    if (isDue()) {
      schedule();
    }
    var items = store.current();
    if (items.isPartitioned() && items.unsorted() > FAR_TOO_MANY_UNSORTED) {
      sortSome(items);
    }
  }

  /** To be told of each query. */
  void searched(float[] stored) {
    if (queries.offer(stored) && store.current().isPartitioned()) {
      untuned.set(true);
      schedule();
    }
  }

  /** Does what is due, in this thread; one thread at a time. */
  synchronized void run() {
    while (isDue()) {
      var items = store.current();
      if (isOutgrown(items)) {
        train();
      } else if (items.unsorted() > MOST_UNSORTED) {
        sortAll();
      } else {
        tune();
      }
    }
  }

  /** Makes other lists now, in this thread. */
  synchronized void retrain() {
    train();
  }

  /** The latest queries, as many as are sampled. */
  List<float[]> queries() {
    return queries.queries();
  }

  /** What a snapshot must prove: a little less than is aimed at, since it is measured on few. */
  RecallGate gate() {
    return new RecallGate(
        settings.metric(), settings.recall() - RECALL_TOLERANCE, settings.recallAt());
  }

  /** Takes the lists of a snapshot as trained. */
  void loaded() {
    remember(store.current());
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      background.execute(() -> {
        scheduled.set(false);
        run();
      });
    }
  }

  private boolean isDue() {
    var items = store.current();
    return isOutgrown(items)
        || (items.isPartitioned() && (items.unsorted() > MOST_UNSORTED || untuned.get()));
  }

  private boolean isOutgrown(Segments items) {
    if (!items.isPartitioned()) {
      return items.unsorted() > settings.partitionAbove();
    }
    return unbalanced || items.size() > OUTGROWN * trainedItems;
  }

  private void train() {
    var items = store.beginReplacement();
    var training = new Training(items, settings.metric(), dimension);
    store.replace(training.train(settings.seed()));
    remember(store.current());
    tune();
  }

  private void sortAll() {
    for (var items = store.current(); items.unsorted() > 0; items = store.current()) {
      sortSome(items);
    }
    unbalanced = store.current().imbalance() > OUTGROWN * trainedImbalance;
  }

  /** Sorts the last of the unsorted, which leave no gap behind. */
  private void sortSome(Segments items) {
    var partitioning = items.partitioning();
    var scan = new ListScan(dimension);
    var unsorted = items.lists()[Segments.UNSORTED];
    int from = Math.max(0, unsorted.size() - SORTED_AT_ONCE);
    int count = unsorted.size() - from;
    var vectors = new float[count][];
    var lists = new int[count];
    for (int i = 0; i < count; i++) {
      vectors[i] = unsorted.vector(from + i);
      lists[i] = partitioning.nearest(vectors[i], scan);
    }
    store.sort(
        partitioning,
        edit -> {
          for (int i = count - 1; i >= 0; i--) {
            edit.sort(unsorted.itemKey(from + i), vectors[i], lists[i]);
          }
        });
  }

  private void tune() {
    untuned.set(false);
    var items = store.current();
    var tuning = new Tuning(items, settings.metric(), dimension);
    var sample = queries.queries().isEmpty() ? vectors(items) : queries.queries();
    var probes = tuning.choose(sample, settings.recallAt(), settings.recall());
    store.tune(items.partitioning(), probes);
  }

  /** Stand in for queries as long as there are none. */
  private List<float[]> vectors(Segments items) {
    var random = new SplittableRandom(settings.seed());
    int[] places = items.places();
    return IntStream.range(0, QuerySample.SIZE)
        .mapToObj(_ -> items.vector(places[random.nextInt(places.length)]))
        .toList();
  }

  private void remember(Segments items) {
    trainedItems = items.size();
    trainedImbalance = items.imbalance();
    unbalanced = false;
  }
}
