package reco.model.ranking;

import java.util.Arrays;
import reco.model.item.ItemRows;

/**
 * Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): each next item maximises
 *
 * <pre>lambda * relevance - (1 - lambda) * largest similarity to an item already selected</pre>
 *
 * Relevance is the score, scaled so that the pool's best is 1 and its worst 0. Similarity is the
 * cosine of the embeddings, at least 0; an item without an embedding is like no other. Only the
 * best {@value #POOL} rows compete, for {@code depth} places; all others keep their order.
 */
public final class MaximalMarginalRelevance {
  public static final int POOL = 200;

  private final double lambda;
  private final int dimension;

  /** Of the pool, row-major; as int, for then the loop over them runs in lanes. */
  private final int[] embeddings;

  private final double[] relevance;
  private final double[] inverseNorms;
  private final double[] largestSimilarity;
  private final int[] comparedWith;
  private final boolean[] isSelected;
  private final int[] selected;
  private int count;

  private MaximalMarginalRelevance(
      ItemRows items, int[] rows, double[] scores, double lambda, int depth) {
    int size = Math.min(rows.length, POOL);
    this.lambda = lambda;
    this.dimension = items.dimension();
    this.embeddings = embeddings(items, rows, size);
    this.relevance = scaled(scores, size);
    this.inverseNorms = new double[size];
    this.largestSimilarity = new double[size];
    this.comparedWith = new int[size];
    this.isSelected = new boolean[size];
    this.selected = new int[Math.min(size, depth)];
    for (int p = 0; p < size; p++) {
      int square = dot(p, p);
      inverseNorms[p] = square == 0 ? 0 : 1 / Math.sqrt(square);
    }
  }

  /**
   * The order in which to take the rows.
   *
   * @param rows into the items, best first
   * @param scores of these rows, in the same order
   * @param depth places that diversity decides
   * @return indices into {@code rows}, each once
   */
  public static int[] order(ItemRows items, int[] rows, double[] scores, double lambda, int depth) {
    return new MaximalMarginalRelevance(items, rows, scores, lambda, depth).order(rows.length);
  }

  private int[] order(int rows) {
    while (count < selected.length) {
      int next = best();
      isSelected[next] = true;
      selected[count++] = next;
    }
    var order = Arrays.copyOf(selected, rows);
    int at = count;
    for (int index = 0; index < rows; index++) {
      if (index >= isSelected.length || !isSelected[index]) {
        order[at++] = index;
      }
    }
    return order;
  }

  /**
   * The exact best: a value can only fall as more is selected, so an old one bounds it from above,
   * and similarities are computed for those alone that could still win. Ties go to the better
   * scored.
   */
  private int best() {
    int best = -1;
    double bestValue = Double.NEGATIVE_INFINITY;
    for (int p = 0; p < relevance.length && lambda * relevance[p] > bestValue; p++) {
      if (!isSelected[p] && value(p) > bestValue) {
        compareWithSelected(p);
        if (value(p) > bestValue) {
          best = p;
          bestValue = value(p);
        }
      }
    }
    return best;
  }

  private double value(int p) {
    return lambda * relevance[p] - (1 - lambda) * largestSimilarity[p];
  }

  private void compareWithSelected(int p) {
    for (; comparedWith[p] < count; comparedWith[p]++) {
      int other = selected[comparedWith[p]];
      double cosine = dot(p, other) * inverseNorms[p] * inverseNorms[other];
      largestSimilarity[p] = Math.max(largestSimilarity[p], cosine);
    }
  }

  /** In whole numbers: exact, whatever the order of the lanes. */
  private int dot(int p, int other) {
    int left = p * dimension;
    int right = other * dimension;
    int sum = 0;
    for (int d = 0; d < dimension; d++) {
      sum += embeddings[left + d] * embeddings[right + d];
    }
    return sum;
  }

  private static int[] embeddings(ItemRows items, int[] rows, int size) {
    int dimension = items.dimension();
    var embeddings = new int[size * dimension];
    for (int p = 0; p < size; p++) {
      for (int d = 0; d < dimension; d++) {
        embeddings[p * dimension + d] = items.vectors()[rows[p] * dimension + d];
      }
    }
    return embeddings;
  }

  private static double[] scaled(double[] scores, int size) {
    var relevance = new double[size];
    if (size > 0) {
      double worst = scores[size - 1];
      double range = scores[0] - worst;
      for (int p = 0; p < size; p++) {
        relevance[p] = range > 0 ? (scores[p] - worst) / range : 1;
      }
    }
    return relevance;
  }
}
