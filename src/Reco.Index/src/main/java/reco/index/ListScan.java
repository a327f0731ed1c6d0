package reco.index;

/** Finds the lists for a vector or query, and the scratch for it; used by one thread at a time. */
final class ListScan {
  private final Int8Query query;
  private final float[] scores = new float[Int8Block.ITEMS];
  private final Shortlist lists = new Shortlist();

  ListScan(int dimension) {
    query = new Int8Query(dimension);
  }

  /** The list of the best centroid. */
  int best(ItemBlocks centroids, float[] vector) {
    rank(centroids, vector, 1, 1);
    return list(0);
  }

  /** Ranks the lists by their centroids; as many as came out can be asked for. */
  int rank(ItemBlocks centroids, float[] vector, float offsetWeight, int most) {
    query.encode(vector, offsetWeight);
    lists.clear(Math.max(1, most), slot -> slot);
    centroids.scan(0, query, ItemFilter.ADMIT_ALL, scores, lists);
    lists.keepBest();
    lists.sort();
    return lists.count();
  }

  /** The i-th best list, by its number, 1 or more. */
  int list(int i) {
    return 1 + lists.place(i);
  }
}
