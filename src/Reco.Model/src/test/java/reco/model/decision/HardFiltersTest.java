package reco.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reco.model.item.ItemRows;
import reco.model.pipeline.Pipeline;
import reco.model.sample.SampleInputs;

/** FL-4, DESIGN 6: licence, age, hidden and unavailable hold on every rung. */
class HardFiltersTest {
  private static final Pipeline HOME = SampleInputs.home();

  @Test
  void noDecisionOfAnyRungShowsWhatAHardFilterForbids() {
    for (long seed = 0; seed < 100; seed++) {
      var inputs = SampleInputs.of(seed);
      var prepared = Funnel.prepare(HOME, inputs);

      var ranked = Funnel.decide(prepared, Optional.of(SampleInputs.rank(prepared.features())));
      var unranked = Funnel.decide(prepared, Optional.empty());
      var fallback = Funnel.fallback(HOME, inputs);

      for (var decision : List.of(ranked, unranked, fallback)) {
        assertThat(decision.items()).isNotEmpty();
        assertAllowed(inputs, decision);
      }
    }
  }

  @Test
  void theyHoldWhereThePipelineDoesNotListThem() {
    var bare =
        new Pipeline(
            HOME.name(),
            HOME.deadline(),
            HOME.userBudget(),
            HOME.sources(),
            List.of(),
            HOME.ranker(),
            HOME.rerankers(),
            HOME.exploration());
    for (long seed = 0; seed < 50; seed++) {
      var inputs = SampleInputs.of(seed);

      assertAllowed(inputs, Funnel.decide(Funnel.prepare(bare, inputs), Optional.empty()));
    }
  }

  /** FL-1, FL-2: the soft ones hold wherever the funnel runs. */
  @Test
  void nothingSeenOrDislikedIsShown() {
    for (long seed = 0; seed < 50; seed++) {
      var inputs = SampleInputs.of(seed);
      var user = inputs.user();

      var decision = Funnel.decide(Funnel.prepare(HOME, inputs), Optional.empty());

      assertThat(decision.items())
          .noneMatch(placed -> user.hasWatched(placed.item(), SampleInputs.NOW_MILLIS))
          .noneMatch(placed -> user.dislikes().contains(placed.item()))
          .noneMatch(placed -> user.hides().contains(placed.item()))
          .noneMatch(placed -> placed.item() == inputs.query().lastItem());
    }
  }

  private static void assertAllowed(Inputs inputs, Decision decision) {
    var rows = inputs.rows();
    int age = inputs.user().profile().age() == 0 ? 17 : inputs.user().profile().age();
    for (var placed : decision.items()) {
      int row = placed.row();
      var countries = List.of(rows.regionSets().get(rows.regions()[row]).split(","));
      assertThat(rows.flags()[row] & (ItemRows.HIDDEN | ItemRows.UNAVAILABLE | ItemRows.MISSING))
          .isZero();
      assertThat(rows.minAges()[row]).isLessThanOrEqualTo((byte) age);
      assertThat(countries).containsAnyOf("", inputs.country());
      assertThat(rows.regions()[row] == 0 || !inputs.country().isEmpty()).isTrue();
    }
  }
}
