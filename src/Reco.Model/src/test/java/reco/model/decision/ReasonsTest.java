package reco.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reco.model.decision.Decision.Reason;
import reco.model.decision.Decision.Reason.Kind;
import reco.model.interaction.InteractionType;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Pipeline.Exploration;
import reco.model.pipeline.Pipeline.Ranker;
import reco.model.pipeline.Pipeline.Source;
import reco.model.pipeline.Stages;
import reco.model.ranking.Parameter;
import reco.model.sample.GivenInputs;
import reco.model.sample.GivenItems;
import reco.model.sample.GivenUser;
import reco.model.sample.SampleInputs;

/** API-7: a reason names a real item of the history, or the source that brought the item. */
class ReasonsTest {
  private static final long NOW = SampleInputs.NOW_MILLIS;
  private static final Pipeline TRENDING =
      new Pipeline(
          "trending",
          Duration.ofMillis(50),
          Duration.ofMillis(15),
          List.of(
              new Source(Stages.TRENDING_REGION, 10, Duration.ofMillis(5)),
              new Source(Stages.TRENDING_CATEGORY, 10, Duration.ofMillis(5))),
          List.of(),
          new Ranker(Stages.NONE, 20, Duration.ZERO),
          List.of(),
          new Exploration(Stages.NONE));

  @Test
  void coVisitationNamesTheItemThatItCameFrom() {
    var inputs =
        GivenInputs.of(GivenItems.of(1))
            .user(GivenUser.anna().did(InteractionType.WATCH, 7, NOW - 1))
            .proposedBecauseOf(Stages.CO_VISITATION, 7, 0);

    assertThat(reason(inputs)).isEqualTo(new Reason(Kind.BECAUSE_YOU_HAD, GivenItems.key(7), ""));
  }

  @Test
  void theSourceThatRankedTheItemBestGivesTheReason() {
    var inputs =
        GivenInputs.of(GivenItems.of(3))
            .proposed(Stages.POPULARITY, 1, 2, 0)
            .proposed(Stages.TRENDING, 0);

    assertThat(reason(inputs).kind()).isEqualTo(Kind.TRENDING);
  }

  @Test
  void tasteNamesACategoryThatTheUserLikes() {
    var inputs =
        GivenInputs.of(GivenItems.of(1).category(0, "drama"))
            .user(GivenUser.anna().did(InteractionType.LIKE, 7, "drama", "", NOW - 1))
            .proposed(Stages.TWO_TOWER, 0);

    assertThat(reason(inputs)).isEqualTo(new Reason(Kind.MATCHES_YOUR_TASTE, 0, "drama"));
  }

  @Test
  void tasteNamesACategoryPickedAtOnboarding() {
    var inputs =
        GivenInputs.of(GivenItems.of(1).category(0, "drama"))
            .user(GivenUser.anna().profile("", 0, List.of("drama")))
            .proposed(Stages.TWO_TOWER, 0);

    assertThat(reason(inputs)).isEqualTo(new Reason(Kind.MATCHES_YOUR_TASTE, 0, "drama"));
  }

  @Test
  void tasteNamesNoCategoryThatTheUserDislikes() {
    var inputs =
        GivenInputs.of(GivenItems.of(1).category(0, "horror"))
            .user(GivenUser.anna().did(InteractionType.DISLIKE, 7, "horror", "", NOW - 1))
            .proposed(Stages.TWO_TOWER, 0);

    assertThat(reason(inputs)).isEqualTo(new Reason(Kind.MATCHES_YOUR_TASTE, 0, ""));
  }

  @Test
  void aVisitorWithoutHistoryIsToldOfTheItemThatTheyAreAt() {
    var inputs = GivenInputs.of(GivenItems.of(1)).at(7).proposed(Stages.TWO_TOWER, 0);

    assertThat(reason(inputs)).isEqualTo(new Reason(Kind.BECAUSE_YOU_HAD, GivenItems.key(7), ""));
  }

  @Test
  void newAndPopularItemsSayThatTheyAre() {
    assertThat(reason(GivenInputs.of(GivenItems.of(1)).proposed(Stages.NEW, 0)).kind())
        .isEqualTo(Kind.NEW);
    assertThat(reason(GivenInputs.of(GivenItems.of(1)).proposed(Stages.POPULARITY, 0)).kind())
        .isEqualTo(Kind.POPULAR);
  }

  @Test
  void whatTrendsSaysWhere() {
    var nearby =
        GivenInputs.of(GivenItems.of(1))
            .user(GivenUser.anna().profile("SE", 0, List.of()))
            .proposed(Stages.TRENDING_REGION, 0);
    var inCategory =
        GivenInputs.of(GivenItems.of(1).category(0, "drama")).proposed(Stages.TRENDING_CATEGORY, 0);

    assertThat(trendingReason(nearby)).isEqualTo(new Reason(Kind.TRENDING, 0, "Sweden"));
    assertThat(trendingReason(inCategory)).isEqualTo(new Reason(Kind.TRENDING, 0, "drama"));
  }

  private static Reason trendingReason(GivenInputs given) {
    return Funnel.decide(Funnel.prepare(TRENDING, given.inputs()), Optional.empty())
        .items()
        .getFirst()
        .reason();
  }

  @Test
  void anExploredItemSaysThatItIs() {
    var given =
        GivenInputs.of(GivenItems.of(2))
            .proposed(Stages.POPULARITY, 0, 1)
            .parameter(Parameter.EXPLORATION_SHARE, 1);

    var first = decide(given).items().getFirst();

    assertThat(first.explored()).isTrue();
    assertThat(first.id()).isEqualTo("item-1");
    assertThat(first.reason().kind()).isEqualTo(Kind.EXPLORATION);
  }

  /** The reason of item-0. */
  private static Reason reason(GivenInputs given) {
    return decide(given).items().stream()
        .filter(placed -> placed.id().equals("item-0"))
        .findFirst()
        .orElseThrow()
        .reason();
  }

  private static Decision decide(GivenInputs given) {
    return Funnel.decide(Funnel.prepare(SampleInputs.home(), given.inputs()), Optional.empty());
  }
}
