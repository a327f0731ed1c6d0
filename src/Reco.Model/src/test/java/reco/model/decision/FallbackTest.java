package reco.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reco.model.decision.Decision.Placed;
import reco.model.decision.Decision.Reason.Kind;
import reco.model.interaction.InteractionType;
import reco.model.item.ItemRows;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Stages;
import reco.model.sample.GivenInputs;
import reco.model.sample.GivenItems;
import reco.model.sample.GivenUser;
import reco.model.sample.SampleInputs;

/** DESIGN 6: the last rung. */
class FallbackTest {
  private static final Pipeline HOME = SampleInputs.home();

  @Test
  void theItemsStandInTheirOrderBehindTheHardFilters() {
    var given =
        GivenInputs.of(GivenItems.of(4).flags(1, ItemRows.HIDDEN))
            .proposed(Stages.POPULARITY, 0, 1, 2)
            .proposed(Stages.NEW, 3);

    var decision = Funnel.fallback(HOME, given.inputs());

    assertThat(decision.rung()).isEqualTo(Rung.POPULARITY);
    assertThat(decision.items())
        .extracting(Placed::id)
        .containsExactly("item-0", "item-2", "item-3");
    assertThat(decision.items())
        .extracting(placed -> placed.reason().kind())
        .containsExactly(Kind.POPULAR, Kind.POPULAR, Kind.NEW);
    assertThat(decision.items()).extracting(Placed::propensity).containsOnly(1f);
    assertThat(decision.removed()).isEqualTo(1);
  }

  @Test
  void whoHasSeenEverythingIsShownItAgain() {
    var user = GivenUser.anna().did(InteractionType.WATCH, 0, SampleInputs.NOW_MILLIS);

    var decision = Funnel.fallback(HOME, GivenInputs.of(GivenItems.of(1)).user(user).inputs());

    assertThat(decision.items()).hasSize(1);
  }

  /** FL-4. */
  @Test
  void aUserWhoseStateCouldNotBeReadSeesOnlyWhatHasNoAgeLimit() {
    var items = GivenItems.of(2).minAge(0, 6);

    var decision = Funnel.fallback(HOME, GivenInputs.of(items).unreadUser().inputs());

    assertThat(decision.items()).extracting(Placed::id).containsExactly("item-1");
  }

  /** FL-2. */
  @Test
  void whatTheUserDislikesStaysAway() {
    var user = GivenUser.anna().did(InteractionType.DISLIKE, 0, SampleInputs.NOW_MILLIS);

    var decision = Funnel.fallback(HOME, GivenInputs.of(GivenItems.of(2)).user(user).inputs());

    assertThat(decision.items()).extracting(Placed::id).containsExactly("item-1");
  }
}
