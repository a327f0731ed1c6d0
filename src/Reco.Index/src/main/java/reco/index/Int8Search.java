package reco.index;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One search, and the scratch it works in: scan int8 codes for a shortlist, score the shortlist
 * again by the float32 vectors, keep the best. Used by one thread at a time.
 */
final class Int8Search {
  /**
   * An item among the k best by float32 stands, by int8, within the k best and a few: of 128
   * dimensions, within 1.05k on real vectors and 1.13k on clustered ones in the worst of 300
   * queries.
   */
  private static final double SHORTLIST_FACTOR = 1.1;

  private static final int SHORTLIST_MARGIN = 10;

  private final Metric metric;
  private final Int8Query codes;
  private final float[] scores = new float[Int8Block.ITEMS];
  private final Shortlist shortlist = new Shortlist();
  private final ListScan listScan;
  private float[] query = {};

  Int8Search(Metric metric, int dimension) {
    this.metric = metric;
    codes = new Int8Query(dimension);
    listScan = new ListScan(dimension);
  }

  /**
   * @param stored the query as the metric compares it
   * @param k hits wanted, 1 or more
   */
  Hits search(SearchPlan plan, float[] stored, int k) {
    return switch (plan) {
      case SearchPlan.OverPlaces over -> searchOnly(over, stored, k);
      case SearchPlan.Scan scan -> search(scan, stored, k);
    };
  }

  /** As many searches as queries. Where all items are scanned, each block is read once for all. */
  static List<Hits> searchAll(
      List<Int8Search> searches, SearchPlan plan, List<float[]> stored, int k) {
    var numbers = IntStream.range(0, searches.size());
    if (plan instanceof SearchPlan.Scan scan && scan.scansEverything()) {
      numbers.forEach(i -> searches.get(i).begin(scan.items(), stored.get(i), k));
      scanEverything(searches, scan);
      return searches.stream().map(search -> search.hits(scan.items(), k)).toList();
    }
    return numbers.mapToObj(i -> searches.get(i).search(plan, stored.get(i), k)).toList();
  }

  /** Searches the lists that promise most, or all of them where those hold less than is wanted. */
  private Hits search(SearchPlan.Scan scan, float[] stored, int k) {
    begin(scan.items(), stored, k);
    if (!scan.scansEverything()) {
      probe(scan);
      if (shortlist.count() >= Math.min(k, scan.items().size())) {
        return hits(scan.items(), k);
      }
      begin(scan.items(), stored, k);
    }
    for (int list = 0; list < scan.items().lists().length; list++) {
      scan(scan, list);
    }
    return hits(scan.items(), k);
  }

  /** Places of the k nearest of all items, found exactly, in order. */
  int[] nearest(Segments items, float[] stored, int k) {
    search(SearchPlan.Scan.exact(items, ItemFilter.ADMIT_ALL), stored, k);
    return IntStream.range(0, shortlist.count()).map(shortlist::place).toArray();
  }

  private Hits searchOnly(SearchPlan.OverPlaces over, float[] stored, int k) {
    shortlist.clear(k, over.items());
    for (int i = 0; i < over.count(); i++) {
      int place = over.places()[i];
      shortlist.offer(over.items().score(metric, stored, place), place);
    }
    shortlist.keepBest();
    shortlist.sort();
    return shortlist.toHits();
  }

  private static void scanEverything(List<Int8Search> searches, SearchPlan.Scan scan) {
    var lists = scan.items().lists();
    for (int list = 0; list < lists.length; list++) {
      for (int block = 0; block < lists[list].blocks(); block++) {
        for (var search : searches) {
          search.scanBlock(scan, list, block);
        }
      }
    }
  }

  private void begin(Segments items, float[] stored, int k) {
    query = stored;
    codes.encode(stored, 1);
    shortlist.clear(shortlisted(k, items.size()), items);
  }

  private void probe(SearchPlan.Scan scan) {
    var items = scan.items();
    int lists = items.partitioning().rank(query, scan.probes(), listScan);
    for (int i = 0; i < lists; i++) {
      scan(scan, listScan.list(i));
    }
    scan(scan, Segments.UNSORTED);
  }

  private void scan(SearchPlan.Scan scan, int list) {
    scan.items().lists()[list].scan(list, codes, scan.admit(), scores, shortlist);
  }

  private void scanBlock(SearchPlan.Scan scan, int list, int block) {
    var blocks = scan.items().lists()[list];
    blocks.scanBlock(list, block, codes, scan.admit(), scores, shortlist);
  }

  /** What was found since the search began: its shortlist, by the float32 vectors. */
  private Hits hits(Segments items, int k) {
    shortlist.keepBest();
    for (int i = 0; i < shortlist.count(); i++) {
      shortlist.rescore(i, items.score(metric, query, shortlist.place(i)));
    }
    shortlist.keepBest(k);
    shortlist.sort();
    return shortlist.toHits();
  }

  private static int shortlisted(int k, int items) {
    long wanted = (long) (SHORTLIST_FACTOR * k) + SHORTLIST_MARGIN;
    return Math.clamp(wanted, 1, Math.max(1, items));
  }
}
