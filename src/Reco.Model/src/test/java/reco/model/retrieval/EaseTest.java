package reco.model.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import reco.model.interaction.InteractionType;
import reco.model.sample.GivenItems;
import reco.model.sample.GivenUser;

/** EASE (CG-4): four items; the first leads to the third and away from the fourth. */
class EaseTest {
  private static final long[] KEYS = GivenItems.keys(4);
  private static final int[] NEIGHBOURS = {2, 3, 3, 2, 0, -1, 1, -1};
  private static final float[] WEIGHTS = {0.8f, -0.5f, 0.6f, 0.1f, 0.3f, 0, 0.2f, 0};

  private final Ease ease = Ease.of(KEYS, NEIGHBOURS, WEIGHTS, 0.5f, 10);

  @Test
  void theHistoryIsFoldedInByRecency() {
    var user = GivenUser.anna().did(InteractionType.CLICK, 0, 1).did(InteractionType.CLICK, 1, 2);

    var answer = ease.answer("ease", user.state(), 0, 10);

    assertThat(answer.items()).containsExactly(KEYS[2], KEYS[3]);
    float deviation = deviation(0, 0, 0.5f, 0.35f);
    assertThat(answer.scores()[0]).isCloseTo(0.5f / deviation, within(1e-5f));
    assertThat(answer.scores()[1]).isCloseTo(0.35f / deviation, within(1e-5f));
  }

  @Test
  void whatWasTakenAndWhatScoresBelowZeroIsNotProposed() {
    var user = GivenUser.anna().did(InteractionType.CLICK, 0, 1);

    assertThat(ease.answer("ease", user.state(), 0, 10).items()).containsExactly(KEYS[2]);
    assertThat(ease.answer("ease", user.state(), KEYS[2], 10).items()).isEmpty();
  }

  @Test
  void theItemAtHandIsTheNewest() {
    assertThat(ease.answer("ease", GivenUser.anna().state(), KEYS[1], 1).items())
        .containsExactly(KEYS[3]);
  }

  @Test
  void onlySoManyItemsAreRead() {
    var user = GivenUser.anna().did(InteractionType.CLICK, 0, 1).did(InteractionType.CLICK, 1, 2);
    var shortest = Ease.of(KEYS, NEIGHBOURS, WEIGHTS, 0.5f, 1);

    var answer = shortest.answer("ease", user.state(), 0, 10);

    assertThat(answer.items()).containsExactly(KEYS[3], KEYS[2]);
    assertThat(answer.scores()[0] / answer.scores()[1]).isCloseTo(6, within(1e-4f));
  }

  @Test
  void aHistoryThatSaysTwiceAsMuchScoresTheSame() {
    var user = GivenUser.anna().did(InteractionType.CLICK, 0, 1).did(InteractionType.CLICK, 1, 2);
    float[] doubled = WEIGHTS.clone();
    for (int i = 0; i < doubled.length; i++) {
      doubled[i] *= 2;
    }

    assertThat(Ease.of(KEYS, NEIGHBOURS, doubled, 0.5f, 10).answer("", user.state(), 0, 9).scores())
        .containsExactly(ease.answer("", user.state(), 0, 9).scores());
  }

  @Test
  void whereNothingIsKnownNothingIsProposed() {
    assertThat(ease.answer("ease", GivenUser.anna().state(), 0, 10).items()).isEmpty();
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Ease.of(KEYS, new int[8], new float[7], 0.5f, 1))
        .hasMessageContaining("got 8 neighbours and 7 weights");
    assertThatThrownBy(() -> Ease.of(KEYS, new int[] {0, 1, 2, 4}, new float[4], 0.5f, 1))
        .hasMessageContaining("neighbour: got 4, expected -1 to 3");
    assertThatThrownBy(() -> Ease.of(KEYS, new int[4], new float[4], 0, 1))
        .hasMessageContaining("got decay 0.0");
  }

  private static float deviation(float... values) {
    double mean = 0;
    double squares = 0;
    for (float value : values) {
      mean += value / values.length;
      squares += (double) value * value / values.length;
    }
    return (float) Math.sqrt(squares - mean * mean);
  }
}
