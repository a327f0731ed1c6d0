package reco.model.ranking;

/**
 * A ranker's input for one request.
 *
 * @param user user and context features, once
 * @param items item and cross features, row-major, {@code rows} times {@code itemWidth}
 */
public record FeatureMatrix(float[] user, float[] items, int rows, int itemWidth) {
  /** Of a request that no model ranks. */
  public static final FeatureMatrix NONE = new FeatureMatrix(new float[0], new float[0], 0, 0);
}
