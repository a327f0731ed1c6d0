package reco.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** MO-3, TR-8: formulae against figures computed by hand. */
class RankingQualityTest {
  @Test
  void coverageIsTheShareOfItemsOnAnybodysSlate() {
    var quality = SlateQuality.of(new int[][] {{0, 1}, {1}}, Given.histories("a b c d"));

    assertThat(quality.coverage()).isEqualTo(0.5);
  }

  @Test
  void noveltyIsTheMeanSelfInformationOfWhatIsShown() {
    Histories past = Given.histories("a b", "a", "a", "a"); // a: 4 of 4 users, b: 1 of 4

    assertThat(SlateQuality.of(new int[][] {{0}}, past).novelty()).isEqualTo(0);
    assertThat(SlateQuality.of(new int[][] {{0, 1}}, past).novelty()).isCloseTo(1, within(1e-12));
  }

  @Test
  void diversityIsTheMeanDistanceOfTwoItemsByTheirUsers() {
    Histories past = Given.histories("a b", "a c", "d"); // a with b: 1 / sqrt(2 * 1)
    double together = 1 / Math.sqrt(2);

    assertThat(SlateQuality.of(new int[][] {{0, 1}}, past).diversity())
        .isCloseTo(1 - together, within(1e-12));
    assertThat(SlateQuality.of(new int[][] {{0, 1, 3}}, past).diversity())
        .isCloseTo((3 - together) / 3, within(1e-12));
    assertThat(SlateQuality.of(new int[][] {{0}}, past).diversity()).isEqualTo(0);
  }

  @Test
  void anIntervalHoldsTheMeanAndNarrowsWithTheUsers() {
    double[] few = new SplittableRandom(1).doubles(100).toArray();
    double[] many = new SplittableRandom(1).doubles(10_000).toArray();

    var wide = Bootstrap.ofMean(few, 7);
    var narrow = Bootstrap.ofMean(many, 7);

    double mean = Arrays.stream(few).average().orElseThrow();
    // A uniform variable's mean of 100 has a standard deviation of 0.289 / 10.
    assertThat(wide.low()).isCloseTo(mean - 1.96 * 0.0289, within(0.012));
    assertThat(wide.high()).isCloseTo(mean + 1.96 * 0.0289, within(0.012));
    assertThat(narrow.high() - narrow.low()).isLessThan((wide.high() - wide.low()) / 5);
    assertThat(Bootstrap.ofMean(few, 7)).isEqualTo(wide);
  }

  @Test
  void whatIsTheSameForEverybodyIsCertain() {
    assertThat(Bootstrap.ofMean(new double[] {0.5, 0.5, 0.5}, 1))
        .isEqualTo(new Bootstrap.Interval(0.5, 0.5));
    assertThat(Bootstrap.ofMean(new double[0], 1)).isEqualTo(new Bootstrap.Interval(0, 0));
  }

  @Test
  void strataAreQuartersOfTheUsersByLengthOfHistory() {
    double[] hits = {1, 0, 1, 1, 0, 0, 0, 0};
    List<HeldOut> asked =
        IntStream.rangeClosed(1, 8)
            .mapToObj(length -> new int[length])
            .map(had -> new HeldOut(Given.history(had), had, new int[] {0}))
            .toList();
    var outcomes = new Outcomes(10, hits, hits, hits, new int[8][0]);

    var strata = RankingQuality.of(outcomes, new Fold(Given.histories("a"), asked), 1).strata();

    assertThat(strata).extracting(RankingQuality.Stratum::users).containsExactly(2, 2, 2, 2);
    assertThat(strata).extracting(RankingQuality.Stratum::hits).containsExactly(0.5, 1.0, 0.0, 0.0);
    assertThat(strata.getLast().to()).isEqualTo(8);
  }

  @Test
  void usersOfTheSameLengthStandInOneStratum() {
    int[] had = {1, 2};
    var asked = new HeldOut(Given.history(had), had, new int[] {0});
    double[] ones = {1, 1, 1};
    var outcomes = new Outcomes(10, ones, ones, ones, new int[3][0]);
    var fold = new Fold(Given.histories("a"), List.of(asked, asked, asked));

    assertThat(RankingQuality.of(outcomes, fold, 1).strata())
        .containsExactly(new RankingQuality.Stratum(2, 2, 3, 1, 1));
  }

  @Test
  void aStateIsStaleByEventsOrByAge() {
    var history = new UserHistory(0, new int[] {1, 2, 3}, new long[] {1_000, 5_000, 9_000}, 10_000);

    assertThat(new Staleness.Events(1).of(history).items()).containsExactly(1, 2);
    assertThat(new Staleness.Events(9).of(history).items()).isEmpty();
    assertThat(new Staleness.Age(java.time.Duration.ofSeconds(5)).of(history).items())
        .containsExactly(1, 2);
    assertThat(new Staleness.Age(java.time.Duration.ZERO).of(history).items())
        .containsExactly(1, 2, 3);
  }

  @Test
  void whatAStaleStateLacksIsMaskedAllTheSame() {
    var asked = new HeldOut(Given.history(1, 2, 3), new int[] {1, 2, 3}, new int[] {4});

    var stale = new Staleness.Events(2).of(List.of(asked)).getFirst();

    assertThat(stale.history().items()).containsExactly(1);
    assertThat(stale.masked()).containsExactly(1, 2, 3);
  }
}
