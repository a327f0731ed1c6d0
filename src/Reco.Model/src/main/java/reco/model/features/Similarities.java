package reco.model.features;

/**
 * How close the candidates' embeddings are to the query: a pass over the int8 rows, in whole
 * numbers, so that sums are exact in whatever order the lanes add.
 */
final class Similarities {
  /** Of the quantised query: small enough that 1,024 products with int8 fit an int. */
  private static final int LARGEST = 8_191;

  private final double[] products;
  private final double[] cosines;

  private Similarities(int rows) {
    this.products = new double[rows];
    this.cosines = new double[rows];
  }

  /** Zero everywhere where there is no query, or one of another dimension. */
  static Similarities of(Scene scene) {
    var similarities = new Similarities(scene.items().size());
    if (scene.queryVector().length > 0 && scene.queryVector().length == scene.items().dimension()) {
      similarities.fill(scene);
    }
    return similarities;
  }

  /** Inner product of query and embedding. */
  double product(int row) {
    return products[row];
  }

  /** Cosine of query and embedding, 0 where either is zero. */
  double cosine(int row) {
    return cosines[row];
  }

  private void fill(Scene scene) {
    double scale = scale(scene.queryVector());
    var query = quantized(scene.queryVector(), scale);
    var embedding = new int[query.length];
    double queryNorm = Math.sqrt(square(scene.queryVector()));
    for (int row : scene.kept()) {
      Embeddings.widen(scene.items().vectors(), row * query.length, embedding);
      double product = Embeddings.dot(embedding, query) * scale;
      double norm = Math.sqrt(Embeddings.dot(embedding, embedding)) * queryNorm;
      products[row] = product * scene.items().scales()[row];
      cosines[row] = norm == 0 ? 0 : product / norm;
    }
  }

  private static double scale(float[] query) {
    double largest = 0;
    for (float value : query) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest / LARGEST;
  }

  private static int[] quantized(float[] query, double scale) {
    var quantized = new int[query.length];
    for (int d = 0; d < query.length; d++) {
      quantized[d] = scale == 0 ? 0 : (int) Math.rint(query[d] / scale);
    }
    return quantized;
  }

  private static double square(float[] query) {
    double square = 0;
    for (float value : query) {
      square += (double) value * value;
    }
    return square;
  }
}
