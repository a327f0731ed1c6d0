package reco.lab.bench.ann;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import reco.index.Hits;
import reco.index.IndexSettings;
import reco.index.Int8Index;
import reco.index.ItemFilter;

/** Measures Reco's own indexes on a set. */
final class RecoIndexes {
  private static final double[] RECALLS = {.95, .99};
  private static final double[] SHARES = {.1, .01, .001};
  private static final int AT_ONCE = 8;
  private static final int ROUNDS = 3;
  private static final long SEED = 1;

  private final VectorSet set;
  private final long[][] truth;
  private final List<Row> rows = new ArrayList<>();

  private RecoIndexes(VectorSet set, long[][] truth) {
    this.set = set;
    this.truth = truth;
  }

  static List<Row> measure(VectorSet set, long[][] truth) {
    var measurement = new RecoIndexes(set, truth);
    measurement.exact();
    for (double recall : RECALLS) {
      measurement.lists(recall);
    }
    return measurement.rows;
  }

  private void exact() {
    var index = new Int8Index(set.dimension(), IndexSettings.exact(set.metric()), Runnable::run);
    double inserts = fill(index);
    add("reco-exact", index, one(index, ItemFilter.everything()), Optional.of(inserts));
    add("reco-exact-8-at-once", index, severalAtOnce(index), Optional.empty());
  }

  private void lists(double recall) {
    var settings = new IndexSettings(set.metric(), 0, recall, set.k(), SEED);
    var index = new Int8Index(set.dimension(), settings, _ -> {});
    fill(index);
    for (float[] query : set.tuning()) {
      index.search(query, set.k());
    }
    index.retrain();
    var name = "reco-ivf@" + recall;
    add(name, index, one(index, ItemFilter.everything()), Optional.of(insertsOf(settings)));
    for (double share : SHARES) {
      filtered(name, index, share);
    }
  }

  private void filtered(String name, Int8Index index, double share) {
    var random = new Random(SEED);
    long[] passed =
        LongStream.range(0, set.items().length).filter(_ -> random.nextDouble() < share).toArray();
    var filter = ItemFilter.only(passed);
    var answers = Answers.measure(set.truth(passed), q -> search(index, q, filter));
    add(name + "-filter-" + share, index, answers, Optional.empty());
  }

  /** Every third item into an index with the others in lists, until these are sorted in, too. */
  private double insertsOf(IndexSettings settings) {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var index = new Int8Index(set.dimension(), settings, _ -> {});
      insert(index, 0, 3);
      insert(index, 1, 3);
      index.retrain();
      double seconds =
          CpuTime.seconds(() -> {
            insert(index, 2, 3);
            index.settle();
          });
      best = Math.max(best, set.items().length / 3.0 / seconds);
    }
    return best;
  }

  private double fill(Int8Index index) {
    return set.items().length / CpuTime.seconds(() -> insert(index, 0, 1));
  }

  private void insert(Int8Index index, int from, int step) {
    for (int item = from; item < set.items().length; item += step) {
      index.upsert(item, set.items()[item]);
    }
  }

  private Answers one(Int8Index index, ItemFilter filter) {
    return Answers.measure(truth, q -> search(index, q, filter));
  }

  private long[] search(Int8Index index, int query, ItemFilter filter) {
    return index.search(set.queries()[query], set.k(), filter).itemKeys();
  }

  private Answers severalAtOnce(Int8Index index) {
    var groups = new ArrayList<List<Hits>>();
    return Answers.measure(
        truth,
        q -> {
          if (q % AT_ONCE == 0) {
            int to = Math.min(q + AT_ONCE, truth.length);
            groups.clear();
            groups.add(index.searchAll(List.of(Arrays.copyOfRange(set.queries(), q, to)), set.k()));
          }
          return groups.getFirst().get(q % AT_ONCE).itemKeys();
        });
  }

  private void add(String name, Int8Index index, Answers answers, Optional<Double> inserts) {
    var statistics = index.statistics();
    double items = statistics.items();
    rows.add(
        new Row(
            set.name(),
            name,
            set.k(),
            answers.recall(),
            answers.queriesPerSecond(),
            statistics.bytes() / items,
            (statistics.bytes() + statistics.vectorBytes()) / items,
            inserts));
  }
}
