package reco.index;

import java.util.function.LongPredicate;

/**
 * One exact search, and the scratch it works in: scan all int8 codes for a shortlist, score the
 * shortlist again by the float32 vectors, keep the best. Used by one thread at a time.
 */
final class ExactSearch {
  /** Slots of the shortlist per hit wanted, and as many more; see {@link #shortlisted}. */
  private static final int SHORTLIST_FACTOR = 2;

  private static final int SHORTLIST_MARGIN = 32;

  private final short[] queryCodes;
  private final float[] scores = new float[Int8Block.ITEMS];
  private final Shortlist shortlist = new Shortlist();

  ExactSearch(int dimension) {
    queryCodes = new short[Int8.padded(dimension)];
  }

  /** At most k (1 or more) hits among the items (1 or more). */
  Hits search(ItemBlocks items, float[] query, int k, LongPredicate admit) {
    encode(query);
    shortlist.clear(shortlisted(k, items.size()));
    items.scan(queryCodes, admit, scores, shortlist);
    shortlist.keepBest();
    for (int place = 0; place < shortlist.count(); place++) {
      float[] vector = items.vector(shortlist.slot(place));
      shortlist.rescore(place, Vectors.innerProduct(query, vector));
    }
    shortlist.keepBest(k);
    shortlist.sort();
    return shortlist.toHits();
  }

  /**
   * An item among the k best by float32 stands, by int8, within the k best and a few: 1.1k held
   * them all on real vectors of 128 dimensions. The shortlist is wider than that by a good measure.
   */
  private static int shortlisted(int k, int items) {
    return (int) Math.min(items, (long) SHORTLIST_FACTOR * k + SHORTLIST_MARGIN);
  }

  /** The query's own scale is left out: it is the same for every item. */
  private void encode(float[] query) {
    double codesPerUnit = Int8.codesPerUnit(query);
    for (int d = 0; d < query.length; d++) {
      queryCodes[d] = Int8.code(query[d], codesPerUnit);
    }
  }
}
