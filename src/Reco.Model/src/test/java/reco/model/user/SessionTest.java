package reco.model.user;

import static org.assertj.core.api.Assertions.assertThat;
import static reco.model.interaction.InteractionType.CLICK;
import static reco.model.interaction.InteractionType.SEARCH;
import static reco.model.interaction.InteractionType.SKIP;
import static reco.model.user.Log.MINUTE;
import static reco.model.user.Log.NOON;
import static reco.model.user.Log.key;

import org.junit.jupiter.api.Test;

class SessionTest {
  @Test
  void nobodyHasASessionBeforeTheFirstInteraction() {
    assertThat(Session.NONE.isLive(NOON)).isFalse();
    assertThat(Session.NONE.length(NOON)).isZero();
  }

  @Test
  void aSessionIsOverThirtyMinutesAfterItsLastInteraction() {
    var session =
        new Log().event(NOON, SKIP, "a").event(NOON + MINUTE, CLICK, "b").state().session();
    long over = NOON + MINUTE + Session.TIMEOUT_MILLIS;

    assertThat(session.length(over - 1)).isEqualTo(2);
    assertThat(session.skips(over - 1)).isEqualTo(1);
    assertThat(session.items(over - 1)).containsExactly(key("b"), key("a"));
    assertThat(session.isLive(over)).isFalse();
    assertThat(session.length(over)).isZero();
    assertThat(session.skips(over)).isZero();
    assertThat(session.items(over)).isEmpty();
  }

  @Test
  void anInteractionThirtyMinutesLaterStartsAnotherSession() {
    long later = NOON + Session.TIMEOUT_MILLIS;
    var session = new Log().event(NOON, CLICK, "a").event(later, CLICK, "b").state().session();

    assertThat(session.startedMillis()).isEqualTo(later);
    assertThat(session.items(later)).containsExactly(key("b"));
  }

  @Test
  void aSearchKeepsTheSessionAliveAndIsNotCounted() {
    long search = NOON + 29 * MINUTE;
    var session = new Log().event(NOON, CLICK, "a").event(search, SEARCH, "").state().session();

    assertThat(session.length(search + 29 * MINUTE)).isEqualTo(1);
  }

  @Test
  void anInteractionOfASessionThatIsOverChangesNothing() {
    long start = NOON + 60 * MINUTE;
    var session = new Log().event(start, CLICK, "a").event(NOON, SKIP, "b").state().session();

    assertThat(session).isEqualTo(new Log().event(start, CLICK, "a").state().session());
  }

  @Test
  void aLateInteractionJoinsTheSessionInItsPlace() {
    var session =
        new Log().event(NOON, CLICK, "a").event(NOON - MINUTE, CLICK, "b").state().session();

    assertThat(session.startedMillis()).isEqualTo(NOON - MINUTE);
    assertThat(session.lastMillis()).isEqualTo(NOON);
    assertThat(session.items(NOON)).containsExactly(key("a"), key("b"));
  }

  @Test
  void theLastTwentyDistinctItemsAreKept() {
    var log = new Log();
    for (int i = 0; i < 25; i++) {
      log.event(NOON + i, CLICK, "item-" + i);
    }

    var items = log.event(NOON + 25, CLICK, "item-24").state().session().items(NOON + 25);

    assertThat(items).hasSize(Session.ITEMS).startsWith(key("item-24"), key("item-23"));
    assertThat(items).endsWith(key("item-5"));
  }
}
