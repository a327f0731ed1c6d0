package reco.lab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import reco.lab.data.UserInteraction;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Origin;
import reco.model.interaction.Subject;

/** RK-9. */
class PositionBiasTest {
  private static final int PLACES = 6;
  private static final int ITEMS = 30;

  /** Better items stand higher most of the time, so that plain click rates would mislead. */
  @Test
  void whatIsLookedAtIsToldFromWhatIsLiked() {
    List<UserInteraction> log = slates(20_000, 1);

    var places = PositionBias.estimate(log, Exposure.find(log, 0));

    for (int place = 0; place < PLACES; place++) {
      assertThat(places.propensity(place)).isCloseTo(looked(place), within(0.06));
    }
    assertThat(clickRate(log, PLACES - 1) / clickRate(log, 0))
        .as("what clicks alone would say")
        .isLessThan(looked(PLACES - 1) - 0.1);
  }

  @Test
  void aClickWeighsTheInverseOfItsPlaceAndWhatWasPassedOverWeighsOne() {
    List<UserInteraction> log = slates(20_000, 2);
    var places = PositionBias.estimate(log, Exposure.find(log, 0));

    assertThat(places.weight(0, true)).isEqualTo(1);
    assertThat(places.weight(5, true)).isCloseTo((float) (1 / looked(5)), within(0.4f));
    assertThat(places.weight(5, false)).isEqualTo(1);
    assertThat(places.weight(Origin.NOWHERE, true)).isEqualTo(1);
  }

  @Test
  void withoutKnownPlacesAllRowsWeighTheSame() {
    List<UserInteraction> log =
        slates(100, 3).stream()
            .map(each -> new UserInteraction(each.user(), each.interaction().at(Origin.NOWHERE)))
            .toList();

    var places = PositionBias.estimate(log, Exposure.find(log, 0));

    assertThat(places.weight(4, true)).isEqualTo(1);
  }

  private static double looked(int place) {
    return 1 / (1 + 0.3 * place);
  }

  private static double clickRate(List<UserInteraction> log, int place) {
    double shown = count(log, InteractionType.IMPRESSION, place);
    return count(log, InteractionType.CLICK, place) / shown;
  }

  private static long count(List<UserInteraction> log, InteractionType type, int place) {
    return log.stream()
        .map(UserInteraction::interaction)
        .filter(each -> each.type() == type && each.origin().position() == place)
        .count();
  }

  /** Each user sees one slate. */
  private static List<UserInteraction> slates(int users, long seed) {
    var random = new Random(seed);
    List<UserInteraction> log = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      List<Integer> shown = new ArrayList<>();
      while (shown.size() < PLACES) {
        int item = random.nextInt(ITEMS);
        if (!shown.contains(item)) {
          shown.add(item);
        }
      }
      if (random.nextInt(3) > 0) {
        Collections.sort(shown);
      }
      for (int place = 0; place < PLACES; place++) {
        int item = shown.get(place);
        write(log, user, item, InteractionType.IMPRESSION, place);
        double liked = 0.6 * (1 - item / (double) ITEMS);
        if (random.nextDouble() < looked(place) * liked) {
          write(log, user, item, InteractionType.CLICK, place);
        }
      }
    }
    return log;
  }

  private static void write(
      List<UserInteraction> log, int user, int item, InteractionType type, int place) {
    log.add(
        new UserInteraction(
            UserId.of("u" + user),
            new Interaction(
                "e" + log.size(),
                1_000 + log.size(),
                type,
                Subject.of(ItemId.of("i" + item)),
                0,
                new Origin("home", "", "", place))));
  }
}
