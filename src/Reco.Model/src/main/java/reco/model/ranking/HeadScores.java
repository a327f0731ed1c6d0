package reco.model.ranking;

import java.util.List;

/**
 * A ranker's output: a probability per head and row.
 *
 * @param heads names, such as click, complete and rating4
 * @param probabilities one array a head, one entry a row, each 0 to 1
 */
public record HeadScores(String model, List<String> heads, List<float[]> probabilities) {
  /** Whether no probability is infinite or not a number. */
  public boolean areFinite() {
    for (float[] ofHead : probabilities) {
      for (float probability : ofHead) {
        if (!Float.isFinite(probability)) {
          return false;
        }
      }
    }
    return true;
  }
}
