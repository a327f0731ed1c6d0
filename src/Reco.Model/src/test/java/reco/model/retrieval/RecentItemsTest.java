package reco.model.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reco.model.interaction.InteractionType;
import reco.model.sample.GivenItems;
import reco.model.sample.GivenUser;

class RecentItemsTest {
  private static final long[] KEYS = GivenItems.keys(5);

  @Test
  void theNewestPositiveItemsComeOldestFirst() {
    var user =
        GivenUser.anna()
            .did(InteractionType.CLICK, 0, 1)
            .did(InteractionType.CLICK, 1, 2)
            .did(InteractionType.DISLIKE, 2, 3)
            .did(InteractionType.LIKE, 3, 4);

    assertThat(RecentItems.of(user.state(), 0, 10)).containsExactly(KEYS[0], KEYS[1], KEYS[3]);
    assertThat(RecentItems.of(user.state(), 0, 2)).containsExactly(KEYS[1], KEYS[3]);
  }

  @Test
  void severalInARowWithOneItemStandOnceAndAReturnStandsAgain() {
    var user =
        GivenUser.anna()
            .did(InteractionType.CLICK, 0, 1)
            .did(InteractionType.LIKE, 0, 2)
            .did(InteractionType.CLICK, 1, 3)
            .did(InteractionType.CLICK, 0, 4);

    assertThat(RecentItems.of(user.state(), 0, 10)).containsExactly(KEYS[0], KEYS[1], KEYS[0]);
  }

  @Test
  void theItemAtHandIsTheNewest() {
    var user = GivenUser.anna().did(InteractionType.CLICK, 0, 1);

    assertThat(RecentItems.of(user.state(), KEYS[4], 10)).containsExactly(KEYS[0], KEYS[4]);
    assertThat(RecentItems.of(user.state(), KEYS[0], 10)).containsExactly(KEYS[0]);
    assertThat(RecentItems.of(user.state(), KEYS[4], 1)).containsExactly(KEYS[4]);
    assertThat(RecentItems.of(GivenUser.anna().state(), 0, 10)).isEmpty();
  }
}
