package reco.model.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static reco.model.user.Log.DAY;
import static reco.model.user.Log.MINUTE;
import static reco.model.user.Log.NOON;

import org.junit.jupiter.api.Test;
import reco.model.user.Activities.Window;

class ActivitiesTest {
  @Test
  void anAffinityHalvesEverySevenDays() {
    var activities = Activities.EMPTY.with("jazz", NOON, 3f);

    assertThat(activities.affinity("jazz", NOON)).isEqualTo(3f);
    assertThat(activities.affinity("jazz", NOON + 7 * DAY)).isEqualTo(1.5f);
    assertThat(activities.affinity("jazz", NOON + 14 * DAY)).isEqualTo(0.75f);
    assertThat(activities.affinity("rock", NOON)).isZero();
  }

  @Test
  void whatIsLeftOfTheOldAddsToTheNew() {
    var activities = Activities.EMPTY.with("jazz", NOON, 4f).with("jazz", NOON + 7 * DAY, 1f);

    assertThat(activities.affinity("jazz", NOON + 7 * DAY)).isEqualTo(3f);
  }

  @Test
  void aLateInteractionAddsWhatIsLeftOfIt() {
    var inOrder = Activities.EMPTY.with("jazz", NOON, 4f).with("jazz", NOON + 3 * DAY, 1f);
    var late = Activities.EMPTY.with("jazz", NOON + 3 * DAY, 1f).with("jazz", NOON, 4f);

    assertThat(late.affinity("jazz", NOON + 3 * DAY))
        .isCloseTo(inOrder.affinity("jazz", NOON + 3 * DAY), within(1e-5f));
  }

  @Test
  void namesStandByAffinityAndEqualOnesByName() {
    var activities =
        Activities.EMPTY
            .with("rock", NOON, 1f)
            .with("jazz", NOON, 1f)
            .with("folk", NOON, 3f)
            .with("pop", NOON, -1f);

    assertThat(activities.names(NOON)).containsExactly("folk", "jazz", "rock", "pop");
  }

  @Test
  void anAffinityThatFadesFallsBehindAFresherOne() {
    var activities = Activities.EMPTY.with("old", NOON, 4f).with("new", NOON + 21 * DAY, 1f);

    assertThat(activities.names(NOON + 21 * DAY)).containsExactly("new", "old");
  }

  @Test
  void theNameLeastRecentlyTouchedGivesWay() {
    var activities = Activities.EMPTY;
    for (int i = 0; i < Activities.CAPACITY; i++) {
      activities = activities.with("name-" + i, NOON + i, 1f);
    }

    activities = activities.with("name-0", NOON + MINUTE, 1f).with("newest", NOON + MINUTE, 1f);

    assertThat(activities.size()).isEqualTo(Activities.CAPACITY);
    assertThat(activities.affinity("name-0", NOON)).isPositive();
    assertThat(activities.affinity("newest", NOON)).isPositive();
    assertThat(activities.affinity("name-1", NOON)).isZero();
  }

  @Test
  void aNewNameOlderThanAllOfAFullSetChangesNothing() {
    var activities = Activities.EMPTY;
    for (int i = 0; i < Activities.CAPACITY; i++) {
      activities = activities.with("name-" + i, NOON + i, 1f);
    }

    assertThat(activities.with("late", NOON - DAY, 1f)).isSameAs(activities);
  }

  @Test
  void countsFadeWithTheirWindows() {
    var activities = Activities.EMPTY.with("jazz", NOON, 1f).with("jazz", NOON + MINUTE, 1f);

    assertThat(activities.count("jazz", Window.FIVE_MINUTES, NOON + MINUTE)).isEqualTo(2);
    assertThat(activities.count("jazz", Window.FIVE_MINUTES, NOON + 10 * MINUTE)).isZero();
    assertThat(activities.count("jazz", Window.HOUR, NOON + 10 * MINUTE)).isEqualTo(2);
    assertThat(activities.count("jazz", Window.HOUR, NOON + 100 * MINUTE)).isZero();
    assertThat(activities.count("jazz", Window.DAY, NOON + 100 * MINUTE)).isEqualTo(2);
    assertThat(activities.count("rock", Window.DAY, NOON)).isZero();
  }
}
