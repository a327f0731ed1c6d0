package reco.model.features;

/**
 * How close each candidate's embedding is to those of the items that the user met last: cosines of
 * int8 rows, in whole numbers but for the last step, so that they are the same on every machine.
 *
 * <p>{@link #SURPLUS} predicts a rating as item-based neighbourhoods do (Sarwar, Karypis, Konstan,
 * Riedl 2001): the user's surpluses on near items, weighted by the square of the cosine.
 */
final class Closeness {
  static final int LAST = 0;
  static final int MEAN_OF_3 = 1;
  static final int MEAN_OF_10 = 2;
  static final int MEAN = 3;
  static final int NEAREST = 4;
  static final int NEAREST_LIKED = 5;
  static final int NEAREST_DISLIKED = 6;
  static final int LIKED = 7;
  static final int DISLIKED = 8;
  static final int STRENGTH = 9;
  static final int SURPLUS = 10;
  static final int NEIGHBOURS = 11;
  private static final int MEASURES = 12;

  /** Weight of a prediction of nothing beside the neighbours. */
  private static final double PRIOR = 0.5;

  private final double[][] values;

  private Closeness(int rows) {
    values = new double[MEASURES][rows];
  }

  /** A measure of a candidate; 0 where either side has no embedding. */
  Column column(int measure) {
    var column = values[measure];
    return row -> column[row];
  }

  static Closeness of(Scene scene, Past past) {
    var closeness = new Closeness(scene.items().size());
    int dimension = scene.items().dimension();
    if (dimension > 0 && past.items.dimension() == dimension && past.size > 0) {
      closeness.fill(scene, past, dimension);
    }
    return closeness;
  }

  private void fill(Scene scene, Past past, int dimension) {
    int[][] met = new int[past.size][];
    var norms = new double[past.size];
    for (int age = 0; age < past.size; age++) {
      if (past.isKnown(age)) {
        met[age] = new int[dimension];
        Embeddings.widen(past.items.vectors(), past.rows[age] * dimension, met[age]);
        norms[age] = Math.sqrt(Embeddings.dot(met[age], met[age]));
      }
    }
    var candidate = new int[dimension];
    var cosines = new double[past.size];
    for (int row : scene.kept()) {
      Embeddings.widen(scene.items().vectors(), row * dimension, candidate);
      double norm = Math.sqrt(Embeddings.dot(candidate, candidate));
      if (norm > 0) {
        for (int age = 0; age < past.size; age++) {
          cosines[age] =
              norms[age] > 0
                  ? Embeddings.dot(candidate, met[age]) / (norm * norms[age])
                  : Double.NaN;
        }
        measure(row, cosines, past);
      }
    }
  }

  private void measure(int row, double[] cosines, Past past) {
    double sum = 0;
    double liked = 0;
    double disliked = 0;
    double strength = 0;
    double surplus = 0;
    double near = 0;
    double nearRatings = 0;
    int count = 0;
    int likes = 0;
    int dislikes = 0;
    for (int age = 0; age < cosines.length; age++) {
      double cosine = cosines[age];
      if (!Double.isNaN(cosine)) {
        sum += cosine;
        count++;
        keep(NEAREST, row, cosine);
        if (past.isLiked(age)) {
          liked += cosine;
          likes++;
          keep(NEAREST_LIKED, row, cosine);
        } else if (past.isDisliked(age)) {
          disliked += cosine;
          dislikes++;
          keep(NEAREST_DISLIKED, row, cosine);
        }
        double weight = cosine > 0 ? cosine * cosine : 0;
        near += weight;
        strength += weight * past.strengths[age];
        if (!Double.isNaN(past.surpluses[age])) {
          nearRatings += weight;
          surplus += weight * (past.surpluses[age] - past.bias);
        }
      }
      if (age == 0) {
        values[LAST][row] = sum;
      } else if (age == 2) {
        values[MEAN_OF_3][row] = Scale.share(sum, count);
      } else if (age == 9) {
        values[MEAN_OF_10][row] = Scale.share(sum, count);
      }
    }
    double mean = Scale.share(sum, count);
    if (cosines.length < 3) {
      values[MEAN_OF_3][row] = mean;
    }
    if (cosines.length < 10) {
      values[MEAN_OF_10][row] = mean;
    }
    values[MEAN][row] = mean;
    values[LIKED][row] = Scale.share(liked, likes);
    values[DISLIKED][row] = Scale.share(disliked, dislikes);
    values[STRENGTH][row] = strength / (near + PRIOR);
    values[SURPLUS][row] = surplus / (nearRatings + PRIOR);
    values[NEIGHBOURS][row] = near;
  }

  /** The larger one; an item that is far from all counts as at a right angle. */
  private void keep(int measure, int row, double cosine) {
    values[measure][row] = Math.max(values[measure][row], cosine);
  }
}
