package reco.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reco.model.interaction.InteractionType;
import reco.model.item.ItemRows;
import reco.model.pipeline.Provenance;
import reco.model.pipeline.Stages;
import reco.model.sample.GivenInputs;
import reco.model.sample.GivenItems;
import reco.model.sample.GivenUser;
import reco.model.sample.SampleInputs;

class FilterRuleTest {
  private static final long NOW = SampleInputs.NOW_MILLIS;
  private static final long A_DAY = 24 * 60 * 60_000L;

  @Test
  void everyNameThatAPipelineMayListHasARule() {
    assertThat(Stages.FILTERS)
        .allSatisfy(name -> assertThat(FilterRule.ofName(name)).isPresent())
        .hasSameSizeAs(FilterRule.values());
  }

  /** FL-3. */
  @Test
  void hiddenAndUnknownItemsAreNotVisible() {
    var items =
        GivenItems.of(4)
            .flags(1, ItemRows.HIDDEN)
            .flags(2, ItemRows.MISSING)
            .flags(3, ItemRows.UNAVAILABLE);

    assertThat(kept(FilterRule.VISIBLE, GivenInputs.of(items))).containsExactly(0, 3);
  }

  /** FL-6. */
  @Test
  void itemsOutOfStockAreNotAvailable() {
    var items = GivenItems.of(2).flags(0, ItemRows.UNAVAILABLE | ItemRows.HIDDEN);

    assertThat(kept(FilterRule.AVAILABLE, GivenInputs.of(items))).containsExactly(1);
  }

  /** FL-4. */
  @Test
  void anItemIsShownOnlyWhereItIsLicensed() {
    var items = GivenItems.of(3).regions(1, "DE,FR").regions(2, "US");
    var german = GivenUser.anna().profile("DE", 0, List.of());

    assertThat(kept(FilterRule.LICENSED, GivenInputs.of(items).user(german))).containsExactly(0, 1);
    assertThat(kept(FilterRule.LICENSED, GivenInputs.of(items).user(german).country("US")))
        .as("the request's country counts more than the profile's")
        .containsExactly(0, 2);
    assertThat(kept(FilterRule.LICENSED, GivenInputs.of(items).country("F")))
        .as("a country is compared whole")
        .containsExactly(0);
  }

  /** FL-4. */
  @Test
  void whereTheCountryIsUnknownOnlyWhatIsLicensedEverywhereIsShown() {
    var items = GivenItems.of(2).regions(1, "DE,FR");

    assertThat(kept(FilterRule.LICENSED, GivenInputs.of(items))).containsExactly(0);
  }

  /** FL-4. */
  @Test
  void anItemIsShownFromItsAgeOn() {
    var items = GivenItems.of(4).minAge(1, 12).minAge(2, 16).minAge(3, 18);

    assertThat(kept(FilterRule.AGE, GivenInputs.of(items).user(aged(12)))).containsExactly(0, 1);
    assertThat(kept(FilterRule.AGE, GivenInputs.of(items).user(aged(18))))
        .containsExactly(0, 1, 2, 3);
  }

  /** FL-4. */
  @Test
  void aUserOfUnknownAgeSeesNothingForAdultsOnly() {
    var items = GivenItems.of(3).minAge(1, 17).minAge(2, 18);

    assertThat(kept(FilterRule.AGE, GivenInputs.of(items))).containsExactly(0, 1);
  }

  /** FL-4. */
  @Test
  void aUserWhoseStateCouldNotBeReadSeesOnlyWhatHasNoAgeLimit() {
    var items = GivenItems.of(3).minAge(1, 1).minAge(2, 18);

    assertThat(kept(FilterRule.AGE, GivenInputs.of(items).unreadUser())).containsExactly(0);
  }

  /** FL-1. */
  @Test
  void whatWasWatchedInThirtyDaysIsSeen() {
    var user =
        GivenUser.anna()
            .did(InteractionType.WATCH, 0, NOW - 31 * A_DAY)
            .did(InteractionType.WATCH, 1, NOW - 29 * A_DAY)
            .did(InteractionType.PURCHASE, 2, NOW - A_DAY)
            .did(InteractionType.CLICK, 3, NOW - A_DAY);

    assertThat(kept(FilterRule.UNSEEN, GivenInputs.of(GivenItems.of(5)).user(user)))
        .containsExactly(0, 3, 4);
  }

  /** FL-2. */
  @Test
  void whatWasDislikedOrHiddenIsNeitherUnseenNorTolerated() {
    var user =
        GivenUser.anna()
            .did(InteractionType.DISLIKE, 0, NOW - 300 * A_DAY)
            .did(InteractionType.HIDE, 1, NOW - 300 * A_DAY)
            .did(InteractionType.NOT_INTERESTED, 2, NOW);
    var inputs = GivenInputs.of(GivenItems.of(4)).user(user);

    assertThat(kept(FilterRule.UNSEEN, inputs)).containsExactly(3);
    assertThat(kept(FilterRule.NOT_DISLIKED, inputs)).containsExactly(3);
  }

  @Test
  void theItemThatTheVisitorIsAtIsSeen() {
    assertThat(kept(FilterRule.UNSEEN, GivenInputs.of(GivenItems.of(3)).at(1)))
        .containsExactly(0, 2);
  }

  private static GivenUser aged(int years) {
    return GivenUser.anna().profile("", years, List.of());
  }

  private static int[] kept(FilterRule rule, GivenInputs given) {
    var inputs = given.inputs();
    var provenance = Provenance.of(SampleInputs.home(), inputs.answers(), inputs.rows().keys());
    var removes = rule.removes(inputs, provenance);
    return IntStream.range(0, inputs.rows().size()).filter(removes.negate()).toArray();
  }
}
