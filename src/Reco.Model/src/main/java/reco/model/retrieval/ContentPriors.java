package reco.model.retrieval;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reco.model.item.Item;

/**
 * What the trained vectors say of items that training has not seen: the mean vector of each primary
 * category and of each creator. Items are summed in the order of their keys, so that the same
 * catalogue gives the same bits.
 */
final class ContentPriors {
  private final Map<String, Mean> byCategory = new HashMap<>();
  private final Map<String, Mean> byCreator = new HashMap<>();
  private final int dimension;

  private ContentPriors(int dimension) {
    this.dimension = dimension;
  }

  static ContentPriors of(ItemVectors vectors, List<Item> catalogue) {
    var priors = new ContentPriors(vectors.dimension());
    catalogue.stream()
        .filter(item -> vectors.has(item.id().key()))
        .sorted(Comparator.comparingLong(item -> item.id().key()))
        .forEach(item -> priors.add(item, vectors.get(item.id().key())));
    return priors;
  }

  private void add(Item item, float[] vector) {
    if (!item.primaryCategory().isEmpty()) {
      byCategory.computeIfAbsent(item.primaryCategory(), _ -> new Mean(dimension)).add(vector);
    }
    if (!item.creator().isEmpty()) {
      byCreator.computeIfAbsent(item.creator(), _ -> new Mean(dimension)).add(vector);
    }
  }

  Optional<float[]> ofCategory(String category) {
    return Optional.ofNullable(byCategory.get(category)).map(Mean::value);
  }

  /** The mean of what category and creator say; zeros where neither says anything. */
  float[] of(Item item) {
    var mean = new Mean(dimension);
    ofCategory(item.primaryCategory()).ifPresent(mean::add);
    Optional.ofNullable(byCreator.get(item.creator())).map(Mean::value).ifPresent(mean::add);
    return mean.value();
  }

  /** A mean of vectors, summed in the order in which they come. */
  static final class Mean {
    private final double[] sum;
    private int count;

    Mean(int dimension) {
      sum = new double[dimension];
    }

    void add(float[] vector) {
      for (int d = 0; d < sum.length; d++) {
        sum[d] += vector[d];
      }
      count++;
    }

    boolean isEmpty() {
      return count == 0;
    }

    float[] value() {
      var mean = new float[sum.length];
      for (int d = 0; d < mean.length; d++) {
        mean[d] = count == 0 ? 0 : (float) (sum[d] / count);
      }
      return mean;
    }
  }
}
