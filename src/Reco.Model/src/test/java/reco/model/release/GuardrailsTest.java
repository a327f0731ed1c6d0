package reco.model.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** TR-4, TR-5: when a canary is taken back, and how two versions are compared. */
class GuardrailsTest {
  private static final Guardrails GUARDRAILS = new Guardrails(100, 0.01, 2, 20, 0.25);

  @Test
  void aCanaryLikeTheServingVersionBreaksNothing() {
    assertThat(GUARDRAILS.breach(health(1_000, 5, 8, 3), health(200, 1, 9, 3))).isEmpty();
  }

  @Test
  void aCanaryThatMissesMoreIsTakenBack() {
    assertThat(GUARDRAILS.breach(health(1_000, 5, 8, 3), health(200, 6, 8, 3)))
        .contains("missed share: got 0.0300, expected at most 0.0150");
  }

  @Test
  void aSlowCanaryIsTakenBackUnlessItIsFastAnyway() {
    assertThat(GUARDRAILS.breach(health(1_000, 0, 8, 3), health(200, 0, 19, 3))).isEmpty();
    assertThat(GUARDRAILS.breach(health(1_000, 0, 15, 3), health(200, 0, 35, 3)))
        .hasValueSatisfying(why -> assertThat(why).startsWith("p99 in ms: got 3"));
  }

  @Test
  void aCanaryWhoseScoresMovedIsTakenBack() {
    assertThat(GUARDRAILS.breach(health(1_000, 0, 8, 3), health(200, 0, 8, 15)))
        .hasValueSatisfying(why -> assertThat(why).startsWith("drift of the scores"));
  }

  @Test
  void nothingIsJudgedTooEarly() {
    assertThat(GUARDRAILS.breach(health(1_000, 0, 8, 3), health(99, 99, 0, 15))).isEmpty();
  }

  @Test
  void theSameScoresHaveNoDrift() {
    assertThat(health(10, 0, 1, 4).drift(health(99, 0, 1, 4))).isZero();
  }

  @Test
  void aQuantileIsTrueToFivePercentAndOnlyOfTheTimeLookedAt() {
    Health earlier = health(1_000, 0, 80, 3);
    var latencies = earlier.latencies().clone();
    latencies[Health.latencyPart(7)] += 10;
    var now = new Health(1_010, 0, latencies, earlier.scores());

    assertThat(now.since(earlier).quantileMillis(0.99)).isBetween(7.0, 7.0 * 1.05);
    assertThat(now.since(now).quantileMillis(0.99)).isZero();
    assertThat(now.since(earlier).asked()).isEqualTo(10);
  }

  @Test
  void reversedScoresAreFullyAnticorrelated() {
    var compared = ScoreComparison.of(new double[] {4, 3, 2, 1}, new double[] {0.1, 0.2, 0.3, 0.4});

    assertThat(compared.rankCorrelation()).isEqualTo(-1, within(1e-12));
    assertThat(compared.overlapAt20()).isEqualTo(1);
    assertThat(compared.largestDifference()).isEqualTo(3.9, within(1e-12));
    assertThat(compared.meanDifference()).isEqualTo(2.25, within(1e-12));
  }

  /** By hand: ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3 give 4.5 / sqrt(4.5 * 5). */
  @Test
  void tiesStandAtTheirMeanRank() {
    var compared = ScoreComparison.of(new double[] {9, 5, 5, 1}, new double[] {4, 3, 2, 1});

    assertThat(compared.rankCorrelation()).isEqualTo(4.5 / Math.sqrt(22.5), within(1e-12));
  }

  @Test
  void theOverlapLooksAtTheFirstTwenty() {
    var serving = new double[40];
    var candidate = new double[40];
    Arrays.setAll(serving, i -> 40 - i);
    Arrays.setAll(candidate, i -> i < 10 ? 100 - i : i);

    assertThat(ScoreComparison.of(serving, candidate).overlapAt20()).isEqualTo(0.5);
  }

  private static Health health(long asked, long missed, double p99Millis, int part) {
    var latencies = new long[Health.LATENCY_PARTS];
    latencies[Health.latencyPart(p99Millis)] = asked - missed;
    var scores = new long[Health.SCORE_PARTS];
    scores[part] = asked * 100;
    scores[part + 1] = asked * 50;
    return new Health(asked, missed, latencies, scores);
  }
}
