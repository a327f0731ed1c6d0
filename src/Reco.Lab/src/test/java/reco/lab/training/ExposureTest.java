package reco.lab.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reco.lab.data.UserInteraction;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Origin;
import reco.model.interaction.Subject;

class ExposureTest {
  private static final long HOUR = 3_600_000;

  @Test
  void whatAUserDoesWithAnItemWithinADayIsOneExposure() {
    var log =
        List.of(
            entry("ann", "a", InteractionType.CLICK, 0),
            entry("ann", "b", InteractionType.SKIP, HOUR),
            entry("ann", "a", InteractionType.LIKE, 2 * HOUR));

    List<Exposure> exposures = Exposure.find(log, 0);

    assertThat(exposures).extracting(Exposure::index).containsExactly(0, 1);
    assertThat(exposures.getFirst().outcome().rating4()).isOne();
  }

  @Test
  void aDayLaterItIsAnother() {
    var log =
        List.of(
            entry("ann", "a", InteractionType.CLICK, 0),
            entry("ann", "a", InteractionType.CLICK, 25 * HOUR));

    assertThat(Exposure.find(log, 0)).extracting(Exposure::index).containsExactly(0, 1);
  }

  @Test
  void usersDoNotShareExposures() {
    var log =
        List.of(
            entry("ann", "a", InteractionType.CLICK, 0),
            entry("bob", "a", InteractionType.SKIP, 1));

    assertThat(Exposure.find(log, 0)).hasSize(2);
  }

  @Test
  void onlyTheEndOfTheLogIsLookedAt() {
    var log =
        List.of(
            entry("ann", "a", InteractionType.CLICK, 0),
            entry("ann", "b", InteractionType.IMPRESSION, 10),
            entry("ann", "c", InteractionType.CLICK, 10));

    assertThat(Exposure.find(log, 10)).extracting(Exposure::index).containsExactly(1, 2);
  }

  @Test
  void whatWasShownIsTakenOrPassedOver() {
    var log =
        List.of(
            entry("ann", "a", InteractionType.IMPRESSION, 0),
            entry("ann", "b", InteractionType.IMPRESSION, 0),
            entry("ann", "b", InteractionType.CLICK, 5));

    List<Exposure> found = Exposure.find(log, 0);

    assertThat(found).extracting(each -> each.outcome().click()).containsExactly(0f, 1f);
    assertThat(found.getFirst().outcome().complete()).isZero();
    assertThat(found.getFirst().outcome().rating4()).isNaN();
    assertThat(found.getFirst().outcome().skip()).isNaN();
  }

  @Test
  void aSampleKeepsTheOrderAndTheSeed() {
    var all = IntStream.range(0, 1_000).mapToObj(i -> new Exposure(i, new Outcome())).toList();

    List<Exposure> sample = Exposure.sample(all, 100, 7);

    assertThat(sample).hasSize(100).isEqualTo(Exposure.sample(all, 100, 7));
    assertThat(sample).extracting(Exposure::index).isSorted();
    assertThat(sample.getLast().index()).isGreaterThan(900);
    assertThat(Exposure.sample(all, 2_000, 7)).isEqualTo(all);
  }

  private static UserInteraction entry(String user, String item, InteractionType type, long time) {
    return new UserInteraction(
        UserId.of(user),
        new Interaction(
            user + item + time, time, type, Subject.of(ItemId.of(item)), 0, Origin.UNKNOWN));
  }
}
