package reco.model.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RK-3, RK-7. */
class ScoringTest {
  private static final HeadScores HEADS =
      new HeadScores(
          "engagement@v1",
          List.of("click", "rating4"),
          List.of(new float[] {0.5f, 0.25f}, new float[] {0.25f, 0.75f}));

  /** 0.2 * 0.5 + 0.5 * 0.25 and 0.2 * 0.25 + 0.5 * 0.75. */
  @Test
  void theScoreIsTheWeightedSumOfTheHeads() {
    assertThat(Scoring.scores(HEADS, weights(0.2, 0.5), 2)).containsExactly(0.225, 0.425);
  }

  @Test
  void otherWeightsGiveAnotherOrder() {
    assertThat(order(weights(1, 0))).containsExactly(0, 1);
    assertThat(order(weights(0, 1))).containsExactly(1, 0);
    assertThat(order(weights(0, -1))).containsExactly(0, 1);
  }

  @Test
  void aHeadWithoutAWeightCountsNothing() {
    var heads = new HeadScores("m", List.of("mood"), List.of(new float[] {0.9f}));

    assertThat(Scoring.scores(heads, Parameters.STANDARD, 1)).containsExactly(0);
  }

  @Test
  void aProbabilityThatIsNoNumberCountsNothing() {
    var heads =
        new HeadScores(
            "m", List.of("click"), List.of(new float[] {Float.NaN, Float.POSITIVE_INFINITY}));

    assertThat(Scoring.scores(heads, weights(1, 1), 2)).containsExactly(0, 0);
  }

  @Test
  void aHeadThatLacksRowsIsRefused() {
    assertThatThrownBy(() -> Scoring.scores(HEADS, Parameters.STANDARD, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("head click of engagement@v1: got 2 probabilities, expected 3");
  }

  private static int[] order(Parameters parameters) {
    return Order.descending(Scoring.scores(HEADS, parameters, 2), new long[] {1, 2});
  }

  private static Parameters weights(double click, double rating4) {
    return new Parameters(
        Map.of(
            Parameter.WEIGHT_CLICK.parameterName(), click,
            Parameter.WEIGHT_RATING4.parameterName(), rating4));
  }
}
