package reco.index;

import java.util.SplittableRandom;

/**
 * Makes inverted lists for the items of one moment, apart from the index: k-means on a sample, then
 * each item into the list that it belongs to.
 */
final class Training {
  /** Lists per root of the number of items: so many that a search scans as much as it ranks. */
  private static final double LISTS_PER_ROOT = 2;

  private static final int SAMPLE_PER_LIST = 64;

  private final Segments items;
  private final Metric metric;
  private final int dimension;
  private final ListScan scan;

  Training(Segments items, Metric metric, int dimension) {
    this.items = items;
    this.metric = metric;
    this.dimension = dimension;
    scan = new ListScan(dimension);
  }

  /** The items in new lists, and their places there. */
  record Trained(Segments segments, ItemPlaces places) {}

  /** All items sorted into lists, by a seed. */
  Trained train(long seed) {
    int size = items.size();
    int lists = (int) Math.clamp(LISTS_PER_ROOT * Math.sqrt(size), 1, Place.MAX_LISTS - 1);
    var sample = sample(Math.min(size, lists * SAMPLE_PER_LIST), seed);
    return sorted(KMeans.centroids(sample, lists, metric, seed));
  }

  /** All items sorted into the lists of known centroids. */
  Trained sorted(float[][] centroids) {
    var unmeasured = new Partitioning(centroids, new float[centroids.length], metric, dimension);
    var places = new ItemPlaces();
    var edit = new SegmentsEdit(Segments.unsorted(unmeasured, dimension), metric, places);
    var distances = new double[centroids.length];
    for (int place : items.places()) {
      float[] vector = items.vector(place);
      int list = unmeasured.nearest(vector, scan);
      distances[list - 1] += Vectors.squaredDistance(centroids[list - 1], vector, 0);
      edit.add(list, items.itemKey(place), vector);
    }
    var sorted = edit.after(items.sequence());
    float[] radii = radii(distances, sorted);
    var measured = new Partitioning(centroids, radii, metric, dimension);
    return new Trained(sorted.with(measured), places);
  }

  private static float[] radii(double[] distances, Segments sorted) {
    var radii = new float[distances.length];
    for (int c = 0; c < radii.length; c++) {
      int size = sorted.lists()[c + 1].size();
      radii[c] = size == 0 ? 0 : (float) Math.sqrt(distances[c] / size);
    }
    return radii;
  }

  private float[][] sample(int count, long seed) {
    var random = new SplittableRandom(seed);
    int[] places = items.places();
    var sample = new float[count][];
    for (int i = 0; i < count; i++) {
      int drawn = random.nextInt(i, places.length);
      sample[i] = items.vector(places[drawn]);
      places[drawn] = places[i];
    }
    return sample;
  }
}
