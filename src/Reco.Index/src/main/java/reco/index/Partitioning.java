package reco.index;

/**
 * Inverted lists (IVF), numbered from 1: each has a centroid, and holds the items that lie nearest
 * to it. Immutable.
 *
 * <p>A search goes through the lists that promise most. By inner product and cosine, that is the
 * product with the centroid and a share of how far the list's items lie from it, for the query may
 * point where they stick out; on real vectors it needs half as many items for a recall of .99 as
 * the product alone.
 */
final class Partitioning {
  private final float[][] centroids;
  private final float[] radii;
  private final Metric metric;
  private final ItemBlocks nearest;
  private final ItemBlocks promising;
  private final Probes probes;

  /**
   * @param radii per list, the root of the mean squared distance between centroid and items
   */
  Partitioning(float[][] centroids, float[] radii, Metric metric, int dimension) {
    this.centroids = centroids;
    this.radii = radii;
    this.metric = metric;
    nearest = centroidBlocks(centroids, dimension);
    promising = metric == Metric.L2 ? nearest : radiusBlocks(dimension);
    probes = new Probes(centroids.length, 0);
  }

  private Partitioning(Partitioning other, Probes probes) {
    centroids = other.centroids;
    radii = other.radii;
    metric = other.metric;
    nearest = other.nearest;
    promising = other.promising;
    this.probes = probes;
  }

  /** No lists: all items are unsorted, and every search is exact. */
  static Partitioning none(int dimension) {
    return new Partitioning(new float[0][], new float[0], Metric.INNER_PRODUCT, dimension);
  }

  /** The same lists, searched otherwise. */
  Partitioning tuned(Probes chosen) {
    return new Partitioning(this, chosen);
  }

  int lists() {
    return centroids.length;
  }

  Probes probes() {
    return probes;
  }

  float[][] centroids() {
    return centroids;
  }

  float[] radii() {
    return radii;
  }

  /** The list that a vector belongs to. */
  int nearest(float[] stored, ListScan scan) {
    return scan.best(nearest, stored);
  }

  /** The most promising lists for a query, best first; see {@link ListScan#list}. */
  int rank(float[] query, Probes how, ListScan scan) {
    double weight =
        metric == Metric.L2 ? 1 : how.radiusWeight() * Math.sqrt(Vectors.squaredLength(query));
    return scan.rank(promising, query, (float) weight, how.lists());
  }

  /** Bytes that the lists' centroids take. */
  long bytes() {
    long scanned = nearest.bytes() + (promising == nearest ? 0 : promising.bytes());
    long components = lists() == 0 ? 0 : centroids[0].length;
    return scanned + lists() * (components + 1) * Float.BYTES;
  }

  /** Centroids, to find the one nearest by L2; their keys are the numbers of their lists. */
  static ItemBlocks centroidBlocks(float[][] centroids, int dimension) {
    var blocks = ItemBlocks.ofCodes(dimension);
    for (int c = 0; c < centroids.length; c++) {
      blocks = blocks.plus(c + 1, centroids[c], Metric.L2.offset(centroids[c]));
    }
    return blocks;
  }

  private ItemBlocks radiusBlocks(int dimension) {
    var blocks = ItemBlocks.ofCodes(dimension);
    for (int c = 0; c < centroids.length; c++) {
      blocks = blocks.plus(c + 1, centroids[c], radii[c]);
    }
    return blocks;
  }
}
