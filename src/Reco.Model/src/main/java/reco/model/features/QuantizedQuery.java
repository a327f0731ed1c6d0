package reco.model.features;

import reco.model.item.ItemRows;

/**
 * A query in whole numbers, so that its products with int8 embeddings are exact sums, whatever the
 * order in which lanes add them.
 */
final class QuantizedQuery {
  /** Small enough that 1,024 products with int8 fit an int. */
  private static final int LARGEST = 8_191;

  private final int[] values;
  private final double scale;
  private final double norm;

  private QuantizedQuery(int[] values, double scale, double norm) {
    this.values = values;
    this.scale = scale;
    this.norm = norm;
  }

  static QuantizedQuery of(float[] query) {
    double largest = 0;
    for (float value : query) {
      largest = Math.max(largest, Math.abs(value));
    }
    double scale = largest / LARGEST;
    var values = new int[query.length];
    double square = 0;
    for (int d = 0; d < query.length; d++) {
      values[d] = scale == 0 ? 0 : (int) Math.rint(query[d] / scale);
      square += (double) values[d] * values[d];
    }
    return new QuantizedQuery(values, scale, Math.sqrt(square));
  }

  /** The inner product with an item's embedding. */
  double dot(ItemRows items, int row) {
    return wholeDot(items.vectors(), row * values.length) * scale * items.scales()[row];
  }

  /** The cosine with an item's embedding, 0 where either is zero. */
  double cosine(ItemRows items, int row) {
    int square = square(items.vectors(), row * values.length);
    return square == 0 || norm == 0
        ? 0
        : wholeDot(items.vectors(), row * values.length) / (norm * Math.sqrt(square));
  }

  private int wholeDot(byte[] vectors, int offset) {
    int sum = 0;
    for (int d = 0; d < values.length; d++) {
      sum += vectors[offset + d] * values[d];
    }
    return sum;
  }

  private int square(byte[] vectors, int offset) {
    int sum = 0;
    for (int d = 0; d < values.length; d++) {
      sum += vectors[offset + d] * vectors[offset + d];
    }
    return sum;
  }
}
