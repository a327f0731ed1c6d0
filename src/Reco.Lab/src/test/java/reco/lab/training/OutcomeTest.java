package reco.lab.training;

import static org.assertj.core.api.Assertions.assertThat;

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
    outcome.add(new Interaction("e", 0, type, Subject.of(ItemId.of("i")), value, Origin.UNKNOWN));
  }
}
