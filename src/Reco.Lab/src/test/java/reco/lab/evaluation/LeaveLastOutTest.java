package reco.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LeaveLastOutTest {
  @Test
  void theLastItemIsTestedAndTheOneBeforeItValidates() {
    var experiment = Given.leaveLastOut("a b c d");

    assertThat(past(experiment.past(), 0)).isEqualTo("a b");
    assertThat(known(experiment, experiment.validation())).isEqualTo("a b");
    assertThat(target(experiment, experiment.validation())).isEqualTo("c");
    assertThat(known(experiment, experiment.test())).isEqualTo("a b c");
    assertThat(target(experiment, experiment.test())).isEqualTo("d");
  }

  /** Both folds learn from the same past, so what is chosen on one holds for the other. */
  @Test
  void nothingThatIsAskedForIsLearntFrom() {
    var experiment = Given.leaveLastOut("a b c d", "c a d b", "b d a c e");

    assertThat(experiment.validation().past()).isSameAs(experiment.test().past());
    for (HeldOut each : experiment.test().asked()) {
      int user = each.history().user();
      assertThat(experiment.past().sequences()[user]).doesNotContain(each.targets());
      assertThat(each.history().items()).doesNotContain(each.targets());
      assertThat(each.history().times()).hasSameSizeAs(each.history().items());
      assertThat(LongStream.of(each.history().times()))
          .allMatch(time -> time < each.history().nowMillis());
    }
    for (HeldOut each : experiment.validation().asked()) {
      int user = each.history().user();
      assertThat(experiment.past().sequences()[user]).isEqualTo(each.history().items());
      assertThat(each.history().items()).doesNotContain(each.targets());
    }
  }

  @Test
  void aShortHistoryIsLearntFromAndNotAsked() {
    var experiment = Given.leaveLastOut("a b", "c d e");

    assertThat(past(experiment.past(), 0)).isEqualTo("a b");
    assertThat(past(experiment.past(), 1)).isEqualTo("c");
    assertThat(experiment.test().asked()).hasSize(1);
    assertThat(experiment.test().asked().getFirst().history().user()).isEqualTo(1);
  }

  @Test
  void whoTookTheSameItemAgainIsNotAskedAndTheReaderIsTold() {
    var experiment = Given.leaveLastOut("a b c a", "a b c d");

    assertThat(experiment.validation().asked()).hasSize(2);
    assertThat(experiment.test().asked()).hasSize(1);
    assertThat(experiment.notes())
        .contains("1 users are not asked: they had their last item before");
  }

  @Test
  void allItemsAreRankedAlsoThoseThatAreOnlyHeldOut() {
    var experiment = Given.leaveLastOut("a b c d");

    assertThat(Given.ids(experiment.past(), 0, 1, 2, 3)).isEqualTo("a b c d");
    assertThat(experiment.past().usersOf()).containsExactly(1, 1, 0, 0);
  }

  @Test
  void withoutTimesEachUserActsAtEvenIntervalsOfTheSame28Days() {
    var histories = Given.histories("a b", "a b c d");

    long end = Given.NOW.millis() - 60_000;
    long days = 24 * 60 * 60_000L;
    assertThat(histories.times()[0]).containsExactly(end - 14 * days, end);
    assertThat(histories.times()[1])
        .containsExactly(end - 21 * days, end - 14 * days, end - 7 * days, end);
    assertThat(Given.leaveLastOut("a b c").notes())
        .contains("no times: each user is given even intervals over the same 28 days");
  }

  private static String past(Histories past, int user) {
    return Given.ids(past, past.sequences()[user]);
  }

  private static String known(Experiment experiment, Fold fold) {
    return Given.ids(experiment.past(), fold.asked().getFirst().history().items());
  }

  private static String target(Experiment experiment, Fold fold) {
    return Given.ids(experiment.past(), fold.asked().getFirst().targets());
  }
}
