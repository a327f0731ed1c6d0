package reco.model.user;

import static org.assertj.core.api.Assertions.assertThat;
import static reco.model.interaction.InteractionType.CART;
import static reco.model.interaction.InteractionType.CLICK;
import static reco.model.interaction.InteractionType.DISLIKE;
import static reco.model.interaction.InteractionType.HIDE;
import static reco.model.interaction.InteractionType.IMPRESSION;
import static reco.model.interaction.InteractionType.LIKE;
import static reco.model.interaction.InteractionType.NOT_INTERESTED;
import static reco.model.interaction.InteractionType.PURCHASE;
import static reco.model.interaction.InteractionType.RATING;
import static reco.model.interaction.InteractionType.SAVE;
import static reco.model.interaction.InteractionType.SEARCH;
import static reco.model.interaction.InteractionType.SHARE;
import static reco.model.interaction.InteractionType.SKIP;
import static reco.model.interaction.InteractionType.VIEW;
import static reco.model.interaction.InteractionType.WATCH;
import static reco.model.interaction.InteractionType.WATCH_COMPLETE;
import static reco.model.user.Log.DAY;
import static reco.model.user.Log.MINUTE;
import static reco.model.user.Log.NOON;
import static reco.model.user.Log.key;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Observation;
import reco.model.profile.Profile;

/** What each event does to a state. API-10, FL-1. */
class UserStateTest {
  /** Type, value, what it leaves behind. */
  static Stream<Arguments> effects() {
    return Stream.of(
        Arguments.of(IMPRESSION, 0f, "nothing"),
        Arguments.of(SEARCH, 0f, "a live session"),
        Arguments.of(CLICK, 0f, "history, affinity 1.0"),
        Arguments.of(VIEW, 30f, "history, affinity 1.0"),
        Arguments.of(WATCH, 60f, "history, affinity 1.5, watched"),
        Arguments.of(WATCH_COMPLETE, 90f, "history, affinity 3.0, watched"),
        Arguments.of(SKIP, 2f, "history, affinity -0.5, a skip"),
        Arguments.of(LIKE, 0f, "history, affinity 3.0, liked"),
        Arguments.of(DISLIKE, 0f, "history, affinity -3.0, disliked"),
        Arguments.of(SAVE, 0f, "history, affinity 2.0, saved"),
        Arguments.of(HIDE, 0f, "history, affinity -3.0, hidden"),
        Arguments.of(RATING, 5f, "history, affinity 3.0, watched"),
        Arguments.of(RATING, 1f, "history, affinity -1.0, watched"),
        Arguments.of(PURCHASE, 0f, "history, affinity 4.0, watched"),
        Arguments.of(CART, 0f, "history, affinity 2.5"),
        Arguments.of(SHARE, 0f, "history, affinity 2.5"),
        Arguments.of(NOT_INTERESTED, 0f, "history, affinity -3.0, hidden"));
  }

  @ParameterizedTest(name = "{0} of value {1} leaves {2}")
  @MethodSource("effects")
  void everyTypeOfInteractionHasItsEffect(InteractionType type, float value, String effect) {
    var state = new Log().event(NOON, type, type == SEARCH ? "" : "film", value).state();

    assertThat(describe(state)).isEqualTo(effect);
    assertThat(state.watermarks().latest()).contains(Log.position(0));
  }

  @Test
  void theTableOfEffectsForgetsNoType() {
    var told = effects().map(row -> (InteractionType) row.get()[0]).toList();

    assertThat(EnumSet.copyOf(told)).isEqualTo(EnumSet.allOf(InteractionType.class));
  }

  @Test
  void anOlderInteractionNeverMovesTimeBack() {
    var inOrder = new Log().event(NOON, CLICK, "old").event(NOON + MINUTE, WATCH, "new").state();
    var late = new Log().event(NOON + MINUTE, WATCH, "new").event(NOON, CLICK, "old").state();

    assertThat(late.history().item(0)).isEqualTo(key("new"));
    assertThat(late.history()).isEqualTo(inOrder.history());
    assertThat(late.session()).isEqualTo(inOrder.session());
    assertThat(late.categories()).isEqualTo(inOrder.categories());
    assertThat(late.creators()).isEqualTo(inOrder.creators());
    assertThat(late.watched()).isEqualTo(inOrder.watched());
    assertThat(late.firstSeenMillis()).isEqualTo(NOON);
  }

  @Test
  void ofLikeAndDislikeOfOneItemTheLaterStands() {
    var liked = new Log().event(NOON, DISLIKE, "film").event(NOON + 1, LIKE, "film").state();
    var disliked = new Log().event(NOON, LIKE, "film").event(NOON + 1, DISLIKE, "film").state();

    assertThat(liked.likes().items()).containsExactly(key("film"));
    assertThat(liked.dislikes().size()).isZero();
    assertThat(disliked.dislikes().items()).containsExactly(key("film"));
    assertThat(disliked.likes().size()).isZero();
  }

  @Test
  void aDislikeThatComesLateDoesNotClearTheLikeThatFollowedIt() {
    var state = new Log().event(NOON + 1, LIKE, "film").event(NOON, DISLIKE, "film").state();

    assertThat(state.likes().contains(key("film"))).isTrue();
    assertThat(state.dislikes().contains(key("film"))).isFalse();
  }

  @Test
  void anItemCountsAsWatchedForThirtyDaysByTheAskersClock() {
    var state = new Log().event(NOON, WATCH_COMPLETE, "film").state();

    assertThat(state.hasWatched(key("film"), NOON + 30 * DAY)).isTrue();
    assertThat(state.hasWatched(key("film"), NOON + 30 * DAY + 1)).isFalse();
  }

  @Test
  void watchingAgainStartsTheThirtyDaysAnew() {
    var state = new Log().event(NOON, WATCH, "film").event(NOON + 20 * DAY, WATCH, "film").state();

    assertThat(state.watched().size()).isEqualTo(1);
    assertThat(state.hasWatched(key("film"), NOON + 50 * DAY)).isTrue();
  }

  @Test
  void aProfileChangeReplacesWhatItSetsAndNothingElse() {
    var state =
        new Log()
            .profile(NOON, new Profile("NO", 30, "nb", "", 0, List.of("jazz")))
            .profile(NOON, new Profile("SE", 0, "", "gold", 0, List.of()))
            .state();

    assertThat(state.profile()).isEqualTo(new Profile("SE", 30, "nb", "gold", 0, List.of("jazz")));
    assertThat(state.interactions()).isZero();
  }

  @Test
  void anEventIdThatWasCountedCountsOnce() {
    var once = new Log().event("id", NOON, CLICK, "film", 0).state();
    var twice =
        new Log().event("id", NOON, CLICK, "film", 0).event("id", NOON, CLICK, "film", 0).state();

    assertThat(twice.watermarks().latest()).contains(Log.position(1));
    assertThat(twice.history()).isEqualTo(once.history());
    assertThat(twice.interactions()).isEqualTo(1);
    assertThat(twice.categories()).isEqualTo(once.categories());
  }

  @Test
  void anEventIdIsForgottenAfterTheWindow() {
    var log = new Log().event("id", NOON, CLICK, "film", 0);
    for (int i = 1; i < EventIds.CAPACITY; i++) {
      log.event(NOON + i, CLICK, "film");
    }
    var within = log.event("id", NOON, CLICK, "film", 0).state();
    var beyond =
        log.event(NOON + MINUTE, CLICK, "film").event("id", NOON, CLICK, "film", 0).state();

    assertThat(within.interactions()).isEqualTo(256);
    assertThat(beyond.interactions()).isEqualTo(258);
  }

  @Test
  void impressionsTakeNoPlaceAmongTheEventIds() {
    var log = new Log().event("id", NOON, CLICK, "film", 0);
    for (int i = 0; i < 1_000; i++) {
      log.event(NOON + i, IMPRESSION, "film");
    }

    var state = log.event("id", NOON, CLICK, "film", 0).state();

    assertThat(state.interactions()).isEqualTo(1);
  }

  @Test
  void aGroupThatWasAppliedLeavesTheVeryState() {
    var log = new Log().event(NOON, CLICK, "film").event(NOON, WATCH, "film");
    var state = log.state();

    assertThat(state.apply(log.all())).isSameAs(state);
    assertThat(state.apply(List.of())).isSameAs(state);
  }

  @Test
  void theSameOffsetOfATopicMadeAnewIsAnotherEvent() {
    var state = new Log().event(NOON, CLICK, "film").state();
    var moved = new ArrayList<Observation>();
    for (var observation : new Log().event("other", NOON, CLICK, "film", 0).all()) {
      var position = observation.position();
      moved.add(
          new Observation(
              observation.event(),
              new reco.model.interaction.LogPosition(8, position.partition(), position.offset())));
    }

    assertThat(state.apply(moved).interactions()).isEqualTo(2);
  }

  @Test
  void aRevisionIsKeptByEventsAndSetByTheStore() {
    var state = new Log().event(NOON, CLICK, "film").state().withRevision(9);

    var next = state.apply(new Log().event(NOON, CLICK, "a").event(NOON, CLICK, "b").all());

    assertThat(next.revision()).isEqualTo(9);
    assertThat(next.interactions()).isEqualTo(2);
  }

  private static String describe(UserState state) {
    var effects = new ArrayList<String>();
    if (state.history().size() == 1 && state.session().length(NOON) == 1) {
      effects.add("history");
      effects.add("affinity " + state.categories().affinity("jazz", NOON));
      assertThat(state.creators().affinity("of-film", NOON))
          .isEqualTo(state.categories().affinity("jazz", NOON));
      assertThat(state.interactions()).isEqualTo(1);
    } else if (state.session().isLive(NOON)) {
      effects.add("a live session");
    }
    add(effects, "watched", state.hasWatched(key("film"), NOON));
    add(effects, "liked", state.likes().contains(key("film")));
    add(effects, "disliked", state.dislikes().contains(key("film")));
    add(effects, "saved", state.saves().contains(key("film")));
    add(effects, "hidden", state.hides().contains(key("film")));
    add(effects, "a skip", state.session().skips(NOON) == 1);
    return effects.isEmpty() ? "nothing" : String.join(", ", effects);
  }

  private static void add(List<String> effects, String effect, boolean seen) {
    if (seen) {
      effects.add(effect);
    }
  }
}
