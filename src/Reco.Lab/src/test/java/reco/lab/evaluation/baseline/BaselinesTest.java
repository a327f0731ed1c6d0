package reco.lab.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import reco.lab.evaluation.Experiment;
import reco.lab.evaluation.Given;
import reco.lab.evaluation.Method;
import reco.lab.evaluation.Scorer;

class BaselinesTest {
  /**
   * What is learnt from: a and b together twice, a and c once, d alone; items a 0, b 1, c 2, d 3.
   */
  private static final Experiment EXPERIMENT =
      Given.leaveLastOut("a b c d", "a b d c", "a c b d", "d", "d");

  @Test
  void popularityCountsTheUsersOfThePast() throws Exception {
    assertThat(scores(new Popularity())).containsExactly(3, 2, 1, 2);
  }

  @Test
  void neighboursAreCosinesOverSetsOfUsers() throws Exception {
    float[] scores = scores(new ItemKnn(), 0);

    assertThat(scores[1]).isCloseTo((float) (2 / Math.sqrt(3 * 2)), within(1e-6f));
    assertThat(scores[2]).isCloseTo((float) (1 / Math.sqrt(3)), within(1e-6f));
    assertThat(scores[3]).isEqualTo(0);
  }

  @Test
  void neighboursOfAllTheHistoryAddUp() throws Exception {
    float[] both = scores(new ItemKnn(), 1, 2);

    assertThat(both[0])
        .isCloseTo(scores(new ItemKnn(), 1)[0] + scores(new ItemKnn(), 2)[0], within(1e-6f));
  }

  /** X'X + 300 I is here all but 300 I, so that B is all but X'X / 300 off the diagonal. */
  @Test
  void easeOfLittleIsTheSharpOfWhatWasTakenTogether() throws Exception {
    float[] scores = scores(new Ease(100), 0);

    assertThat(scores[0]).isEqualTo(0);
    assertThat(scores[1]).isCloseTo(2 / 300f, within(2e-4f));
    assertThat(scores[2]).isCloseTo(1 / 300f, within(2e-4f));
    assertThat(scores[3]).isCloseTo(0, within(2e-4f));
  }

  @Test
  void easeSaysWhereItWouldTakeTooLong() {
    assertThat(new Ease(3).obstacle(EXPERIMENT)).startsWith("4 items, at most 3");
    assertThat(new Ease(4).obstacle(EXPERIMENT)).isEmpty();
  }

  private static float[] scores(Method method, int... history) throws Exception {
    try (Scorer scorer = method.fit(EXPERIMENT, 1, Given.SILENT).scorer()) {
      var scores = new float[EXPERIMENT.past().items().size()];
      scorer.score(Given.history(history), scores);
      return scores;
    }
  }
}
