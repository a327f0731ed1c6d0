package reco.lab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import reco.model.id.ItemId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Origin;
import reco.model.interaction.Subject;

class OutcomeTest {
  private final Outcome outcome = new Outcome();

  @Test
  void aSkipIsNoClickAndNoLiking() {
    add(InteractionType.SKIP, 3);

    assertThat(outcome.click()).isZero();
    assertThat(outcome.rating4()).isZero();
  }

  @Test
  void aClickAloneSaysNothingOfLiking() {
    add(InteractionType.CLICK, 0);

    assertThat(outcome.click()).isOne();
    assertThat(outcome.rating4()).isNaN();
  }

  @Test
  void aSkipCountsWithinTenSeconds() {
    add(InteractionType.SKIP, 3);
    var later = new Outcome();
    later.add(interaction(InteractionType.SKIP, 12));

    assertThat(outcome.skip()).isOne();
    assertThat(later.skip()).isZero();
    assertThat(outcome.complete()).isZero();
    assertThat(outcome.purchase()).isZero();
  }

  @Test
  void timeIsMeasuredOnALogScaleUpToAnHour() {
    assertThat(outcome.dwell()).isNaN();
    add(InteractionType.WATCH, 60);
    assertThat(outcome.dwell()).isCloseTo(0.502f, within(0.001f));
    add(InteractionType.WATCH_COMPLETE, 7_200);
    assertThat(outcome.dwell()).isOne();
    assertThat(outcome.complete()).isOne();
    assertThat(outcome.skip()).isZero();
  }

  @Test
  void fiveStarsAreOneAndOneStarIsNone() {
    assertThat(outcome.rating()).isNaN();
    add(InteractionType.RATING, 5);
    assertThat(outcome.rating()).isOne();
    var half = new Outcome();
    half.add(interaction(InteractionType.RATING, 3));
    assertThat(half.rating()).isEqualTo(0.5f);
    assertThat(half.complete()).as("judged, which says nothing of the end").isNaN();
  }

  @Test
  void aPurchaseIsOne() {
    add(InteractionType.PURCHASE, 0);

    assertThat(outcome.purchase()).isOne();
    assertThat(outcome.click()).isOne();
  }

  @Test
  void aWatchToTheEndIsALiking() {
    add(InteractionType.CLICK, 0);
    add(InteractionType.WATCH_COMPLETE, 900);

    assertThat(outcome.rating4()).isOne();
  }

  @Test
  void starsSayMoreThanAnythingElse() {
    add(InteractionType.WATCH_COMPLETE, 900);
    add(InteractionType.RATING, 3);
    add(InteractionType.LIKE, 0);

    assertThat(outcome.click()).isOne();
    assertThat(outcome.rating4()).isZero();
  }

  @Test
  void fourStarsAreALiking() {
    add(InteractionType.RATING, 4);

    assertThat(outcome.rating4()).isOne();
  }

  @Test
  void aPoorRatingIsStillAClick() {
    add(InteractionType.RATING, 1);

    assertThat(outcome.click()).isOne();
    assertThat(outcome.rating4()).isZero();
  }

  @Test
  void aDislikeAfterAClickIsNoLiking() {
    add(InteractionType.CLICK, 0);
    add(InteractionType.DISLIKE, 0);

    assertThat(outcome.click()).isOne();
    assertThat(outcome.rating4()).isZero();
  }

  private void add(InteractionType type, float value) {
    outcome.add(interaction(type, value));
  }

  private static Interaction interaction(InteractionType type, float value) {
    return new Interaction("e", 0, type, Subject.of(ItemId.of("i")), value, Origin.UNKNOWN);
  }
}
