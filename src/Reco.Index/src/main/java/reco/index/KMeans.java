package reco.index;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Lloyd's k-means by Euclidean distance, assigning by int8 codes: a function of vectors and seed,
 * to the bit. A centroid that nothing is nearest to starts again from a vector drawn at random.
 */
final class KMeans {
  private static final int ROUNDS = 8;

  private final float[][] vectors;
  private final Metric metric;
  private final SplittableRandom random;
  private final float[][] centroids;

  private KMeans(float[][] vectors, int count, Metric metric, long seed) {
    this.vectors = vectors;
    this.metric = metric;
    random = new SplittableRandom(seed);
    centroids = drawn(count);
  }

  /**
   * @param vectors at least as many as centroids, of one dimension
   */
  static float[][] centroids(float[][] vectors, int count, Metric metric, long seed) {
    var clusters = new KMeans(vectors, count, metric, seed);
    for (int round = 0; round < ROUNDS; round++) {
      clusters.round();
    }
    return clusters.centroids;
  }

  private float[][] drawn(int count) {
    var shuffled = vectors.clone();
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, shuffled.length);
      var swapped = shuffled[other];
      shuffled[other] = shuffled[i];
      shuffled[i] = swapped;
    }
    return Arrays.copyOf(shuffled, count);
  }

  private void round() {
    int dimension = vectors[0].length;
    var sums = new double[centroids.length][dimension];
    var sizes = new int[centroids.length];
    var blocks = Partitioning.centroidBlocks(centroids, dimension);
    var scan = new ListScan(dimension);
    for (float[] vector : vectors) {
      int nearest = scan.best(blocks, vector) - 1;
      sizes[nearest]++;
      add(vector, sums[nearest]);
    }
    for (int c = 0; c < centroids.length; c++) {
      centroids[c] = sizes[c] == 0 ? anyVector() : mean(sums[c], sizes[c]);
    }
  }

  private float[] anyVector() {
    return vectors[random.nextInt(vectors.length)];
  }

  private float[] mean(double[] sum, int size) {
    var mean = new float[sum.length];
    for (int d = 0; d < mean.length; d++) {
      mean[d] = (float) (sum[d] / size);
    }
    return metric == Metric.COSINE ? metric.stored(mean) : mean;
  }

  private static void add(float[] vector, double[] sum) {
    for (int d = 0; d < vector.length; d++) {
      sum[d] += vector[d];
    }
  }
}
