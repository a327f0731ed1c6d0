package reco.index;

import java.util.function.LongPredicate;

/** Chooses how to search, by the share of items that a filter is estimated to pass. */
final class Planner {
  /** What a look-up and a float32 score of one item cost in items scanned. */
  private static final int SCANNED_PER_KEY = 8;

  /**
   * Filters that pass less get every list scanned: what they pass stands anywhere, and is to be
   * found all the same.
   */
  private static final double LEAST_SHARE_TO_PROBE = .25;

  private static final int SAMPLE = 128;

  private Planner() {}

  static SearchPlan plan(SegmentsStore store, ItemFilter filter) {
    var items = store.current();
    return switch (filter) {
      case ItemFilter.Only(var keys) when (long) keys.size() * SCANNED_PER_KEY < items.size() ->
          store.only(keys);
      case ItemFilter.Only(var keys) ->
          scan(
              items, keys::contains, Math.min(1, keys.size() / (double) Math.max(1, items.size())));
      case ItemFilter.Matching(var admits) when admits == ItemFilter.ADMIT_ALL ->
          scan(items, admits, 1);
      case ItemFilter.Matching(var admits) -> scan(items, admits, share(items, admits));
    };
  }

  private static SearchPlan scan(Segments items, LongPredicate admit, double share) {
    if (share < LEAST_SHARE_TO_PROBE) {
      return SearchPlan.Scan.exact(items, admit);
    }
    var probes = items.partitioning().probes();
    int lists = (int) Math.ceil(probes.lists() / share);
    return new SearchPlan.Scan(items, admit, new Probes(lists, probes.radiusWeight()));
  }

  /** Share of some items, far apart, that pass; of no interest where all are scanned anyway. */
  private static double share(Segments items, LongPredicate admits) {
    if (!items.isPartitioned()) {
      return 1;
    }
    int asked = 0;
    int passed = 0;
    int lists = items.lists().length;
    for (int i = 0; i < SAMPLE; i++) {
      var list = items.lists()[(int) ((long) i * lists / SAMPLE)];
      if (list.size() > 0) {
        asked++;
        passed += admits.test(list.itemKey(i % list.size())) ? 1 : 0;
      }
    }
    return asked == 0 ? 1 : passed / (double) asked;
  }
}
