package reco.index;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What items in their lists must prove before they serve: that searches find what comparing every
 * float32 vector finds.
 *
 * @param recall least share of the hits to be found, 0 to 1
 * @param recallAt hits that count
 */
record RecallGate(Metric metric, double recall, int recallAt) {
  private static final int QUERIES = 32;

  void check(Segments items, List<float[]> queries, int dimension) throws SnapshotRefusedException {
    if (items.size() == 0) {
      return;
    }
    int[] places = items.places();
    var sample = queries.isEmpty() ? vectors(items, places) : queries;
    var search = new Int8Search(metric, dimension);
    long found = 0;
    long wanted = 0;
    for (int q = 0; q < Math.min(QUERIES, sample.size()); q++) {
      var all = new SearchPlan.OverPlaces(items, places, places.length);
      var expected = ItemKeys.of(search.search(all, sample.get(q), recallAt).itemKeys());
      var plan = new SearchPlan.Scan(items, ItemFilter.ADMIT_ALL, items.partitioning().probes());
      for (long itemKey : search.search(plan, sample.get(q), recallAt).itemKeys()) {
        found += expected.contains(itemKey) ? 1 : 0;
      }
      wanted += expected.size();
    }
    require(found / (double) wanted);
  }

  private void require(double reached) throws SnapshotRefusedException {
    if (reached < recall) {
      throw new SnapshotRefusedException(
          "got recall %.3f at %d, expected %.3f or more".formatted(reached, recallAt, recall));
    }
  }

  private static List<float[]> vectors(Segments items, int[] places) {
    var random = new SplittableRandom(0);
    return IntStream.range(0, QUERIES)
        .mapToObj(_ -> items.vector(places[random.nextInt(places.length)]))
        .toList();
  }
}
