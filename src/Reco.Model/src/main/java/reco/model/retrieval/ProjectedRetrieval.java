package reco.model.retrieval;

import java.util.List;
import java.util.Optional;
import reco.model.item.Item;
import reco.model.user.UserState;

/**
 * Trained item vectors and a projection: the query is {@code P * sum_i w_i decay^age_i v_i} over
 * the user's recent positive items, and its inner product with an item's vector is the score.
 *
 * <p>An item that training has not seen is embedded as the mean of its category and its creator. A
 * user without history is queried by the interests picked at onboarding, as the mean of their
 * categories. Sums run in a fixed order, in float32.
 */
public final class ProjectedRetrieval implements RetrievalModel {
  private static final float[] NO_QUERY = {};

  private final String version;
  private final ItemVectors vectors;
  private final float[] projection;
  private final QueryRule rule;
  private final ContentPriors priors;
  private final Optional<Ease> ease;

  private ProjectedRetrieval(
      String version,
      ItemVectors vectors,
      float[] projection,
      QueryRule rule,
      ContentPriors priors,
      Optional<Ease> ease) {
    this.version = version;
    this.vectors = vectors;
    this.projection = projection;
    this.rule = rule;
    this.priors = priors;
    this.ease = ease;
  }

  /**
   * A model from its arrays, which become its own.
   *
   * @param version name and version, such as {@code retrieval@v3}
   * @param keys of the trained items, each once
   * @param itemVectors {@code keys.length * dimension} values, row-major
   * @param projection {@code dimension * dimension} values, row-major
   * @throws IllegalArgumentException where lengths do not fit together
   */
  public static ProjectedRetrieval of(
      String version,
      int dimension,
      long[] keys,
      float[] itemVectors,
      float[] projection,
      QueryRule rule) {
    var vectors = ItemVectors.of(keys, itemVectors, dimension);
    if (projection.length != dimension * dimension) {
      throw new IllegalArgumentException(
          "projection: got %d values, expected %d"
              .formatted(projection.length, dimension * dimension));
    }
    return new ProjectedRetrieval(
        version, vectors, projection, rule, ContentPriors.of(vectors, List.of()), Optional.empty());
  }

  /** This model with a linear one beside it, of the same training. */
  public ProjectedRetrieval with(Ease beside) {
    return new ProjectedRetrieval(version, vectors, projection, rule, priors, Optional.of(beside));
  }

  /** With content priors from the catalogue; without, unseen items embed as zeros. */
  @Override
  public ProjectedRetrieval withCatalogue(List<Item> catalogue) {
    return new ProjectedRetrieval(
        version, vectors, projection, rule, ContentPriors.of(vectors, catalogue), ease);
  }

  ItemVectors vectors() {
    return vectors;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public int dimension() {
    return vectors.dimension();
  }

  @Override
  public Optional<Ease> ease() {
    return ease;
  }

  @Override
  public float[] embed(Item item) {
    long key = item.id().key();
    return vectors.has(key) ? vectors.get(key) : priors.of(item);
  }

  @Override
  public float[] query(UserState user, long lastItem, long nowMillis) {
    var sum = new HistorySum(vectors, rule);
    sum.add(user, lastItem);
    if (!sum.isEmpty()) {
      return projected(sum.value());
    }
    var interests = new ContentPriors.Mean(dimension());
    for (var interest : user.profile().interests()) {
      priors.ofCategory(interest).ifPresent(interests::add);
    }
    return interests.isEmpty() ? NO_QUERY : projected(interests.value());
  }

  private float[] projected(float[] vector) {
    var query = new float[vector.length];
    for (int row = 0; row < query.length; row++) {
      float sum = 0;
      for (int d = 0; d < vector.length; d++) {
        sum += projection[row * vector.length + d] * vector[d];
      }
      query[row] = sum;
    }
    return query;
  }
}
