package reco.index;

/**
 * How near an item lies to a query; the larger the score, the nearer.
 *
 * <p>Every one of them is an inner product of stored vector and query, as {@link #stored} leaves
 * them, plus {@link #offset} of the vector. That is what is scanned.
 */
public enum Metric {
  /** Score: the inner product. */
  INNER_PRODUCT,

  /** Score: the cosine, -1 to 1; 0 where a vector is zero. Vectors are kept at length 1. */
  COSINE,

  /** Score: the squared Euclidean distance, negative. */
  L2;

  /** A copy of a vector or query as it is kept and compared. */
  float[] stored(float[] vector) {
    float[] copy = vector.clone();
    if (this == COSINE) {
      Vectors.normalise(copy);
    }
    return copy;
  }

  /** What is added to the inner product, so that it orders items by this metric. */
  float offset(float[] stored) {
    return this == L2 ? (float) (-Vectors.squaredLength(stored) / 2) : 0;
  }

  /** The score, from float32 components; {@code rows} holds the item's from {@code at} on. */
  float score(float[] query, float[] rows, int at) {
    return this == L2
        ? -Vectors.squaredDistance(query, rows, at)
        : Vectors.innerProduct(query, rows, at);
  }
}
