package reco.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** TR-8: metrics against figures computed by hand. */
class FullRankingTest {
  private static final float NAN = Float.NaN;
  private static final float LEFT_OUT = Float.NEGATIVE_INFINITY;

  @Test
  void aTargetInThirdPlaceGainsHalfAndAThird() {
    var outcomes = rank(10, asked(targets(2)), 0.9f, 0.8f, 0.7f, 0.6f);

    assertThat(outcomes.hits()).containsExactly(1);
    assertThat(outcomes.ndcg()[0]).isCloseTo(0.5, within(1e-12)); // 1 / log2(3 + 1)
    assertThat(outcomes.reciprocalRanks()[0]).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void aTargetBelowTheCutoffCountsForNothingButItsReciprocalRank() {
    var outcomes = rank(2, asked(targets(2)), 0.9f, 0.8f, 0.7f, 0.6f);

    assertThat(outcomes.hits()).containsExactly(0);
    assertThat(outcomes.ndcg()).containsExactly(0);
    assertThat(outcomes.reciprocalRanks()[0]).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void equalScoresStandBeforeTheTarget() {
    var outcomes = rank(10, asked(targets(0)), 0.5f, 0.5f, 0.5f, 0.1f);

    assertThat(outcomes.reciprocalRanks()[0]).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void aMethodThatScoresEverythingTheSameFindsNothing() {
    var outcomes = rank(2, asked(targets(1)), 7, 7, 7, 7);

    assertThat(outcomes.hits()).containsExactly(0);
  }

  @Test
  @DisplayName("what the user had is not ranked, however high it scores")
  void whatTheUserHadIsNotRanked() {
    var outcomes = rank(10, asked(targets(2), 0, 1), 0.9f, 0.8f, 0.7f, 0.6f);

    assertThat(outcomes.reciprocalRanks()).containsExactly(1);
    assertThat(outcomes.slates()[0]).containsExactly(2, 3);
  }

  @Test
  void aScoreThatIsNoNumberIsTheLowest() {
    assertThat(rank(10, asked(targets(0)), NAN, 0.1f, LEFT_OUT, NAN).reciprocalRanks())
        .containsExactly(0.25);
    assertThat(rank(10, asked(targets(1)), NAN, 0.1f, LEFT_OUT, NAN).reciprocalRanks())
        .containsExactly(1);
  }

  @Test
  @DisplayName("several targets: recall, and NDCG against the best order there could be")
  void severalTargetsShareTheGain() {
    var outcomes = rank(3, asked(targets(0, 3, 4)), 0.9f, 0.8f, 0.7f, 0.6f, 0.1f);

    assertThat(outcomes.hits()[0]).isCloseTo(1 / 3.0, within(1e-12));
    double best = 1 + 1 / (Math.log(3) / Math.log(2)) + 0.5;
    assertThat(outcomes.ndcg()[0]).isCloseTo(1 / best, within(1e-12));
    assertThat(outcomes.reciprocalRanks()).containsExactly(1);
  }

  @Test
  void targetsDoNotStandInEachOthersWay() {
    var outcomes = rank(2, asked(targets(0, 1)), 0.9f, 0.9f, 0.1f);

    assertThat(outcomes.hits()).containsExactly(1);
    assertThat(outcomes.ndcg()[0]).isCloseTo(1, within(1e-12));
  }

  @Test
  void aSlateHoldsTheBestAndNothingThatWouldNotBeRecommended() {
    var outcomes = rank(3, asked(targets(0)), 0.1f, LEFT_OUT, 0.9f, 0.5f, 0.7f);

    assertThat(outcomes.slates()[0]).containsExactly(2, 4, 3);
    assertThat(rank(3, asked(targets(0)), 0.1f, LEFT_OUT, NAN).slates()[0]).containsExactly(0);
  }

  @Test
  void runsOfDifferentSeedsAreAveragedUserByUser() {
    var one = rank(10, asked(targets(0)), 0.9f, 0.8f);
    var other = rank(10, asked(targets(0)), 0.8f, 0.9f);

    var mean = Outcomes.mean(List.of(one, other));

    assertThat(mean.reciprocalRanks()).containsExactly(0.75);
    assertThat(mean.hitRate()).isEqualTo(1);
  }

  private static Outcomes rank(int cutoff, HeldOut asked, float... scores) {
    Scorer scorer = (_, into) -> System.arraycopy(scores, 0, into, 0, scores.length);
    return FullRanking.of(scorer, List.of(asked), scores.length, cutoff, Given.SILENT, "given");
  }

  private static int[] targets(int... items) {
    return items;
  }

  private static HeldOut asked(int[] targets, int... had) {
    return new HeldOut(Given.history(had), had, targets);
  }
}
