package reco.model.ranking;

/** The scoring formula: score = sum over the heads of live weight times probability. */
public final class Scoring {
  private Scoring() {}

  /**
   * One score a row; heads are summed in the ranker's order. A head without a weight and a
   * probability that is not finite count nothing.
   *
   * @throws IllegalArgumentException where a head has not one probability a row
   */
  public static double[] scores(HeadScores heads, Parameters parameters, int rows) {
    var scores = new double[rows];
    for (int h = 0; h < heads.heads().size(); h++) {
      var probabilities = heads.probabilities().get(h);
      if (probabilities.length != rows) {
        throw new IllegalArgumentException(
            "head %s of %s: got %d probabilities, expected %d"
                .formatted(heads.heads().get(h), heads.model(), probabilities.length, rows));
      }
      var weight = Parameter.weightOf(heads.heads().get(h));
      if (weight.isPresent()) {
        add(scores, parameters.get(weight.get()), probabilities);
      }
    }
    return scores;
  }

  private static void add(double[] scores, double weight, float[] probabilities) {
    for (int row = 0; row < scores.length; row++) {
      double probability = Float.isFinite(probabilities[row]) ? probabilities[row] : 0;
      scores[row] += weight * probability;
    }
  }
}
