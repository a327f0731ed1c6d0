package reco.model.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reco.model.id.ItemId;
import reco.model.interaction.InteractionType;
import reco.model.item.Item;
import reco.model.retrieval.QueryRule.Strength;
import reco.model.sample.GivenItems;
import reco.model.sample.GivenUser;

/**
 * CG-1, CS-6. Items 0 and 1 are trained: (1, 2) and (3, 4), the second number the bias. The tower
 * answers the newest item's first number and how many items it read.
 */
class EncodedRetrievalTest {
  private static final float ROOT = (float) Math.sqrt(0.5);
  private static final Item DRAMA = item("new", "drama");

  private final EncodedRetrieval model =
      new EncodedRetrieval(
          ProjectedRetrieval.of(
              "retrieval@v1",
              2,
              GivenItems.keys(2),
              new float[] {1, 2, 3, 4},
              new float[] {10, 0, 0, 10},
              new QueryRule(0.5f, 20, Strength.RAW)),
          ContentTower.of(
              new long[] {ContentTower.EVERY_ITEM, ItemTokens.of(DRAMA)[0]},
              new float[] {1, 1, 5, 7},
              2),
          new NewestAndCount());

  @Test
  void theTowerMakesTheQueryOfTheItemsOldestFirst() {
    var user = GivenUser.anna().did(InteractionType.CLICK, 0, 1).did(InteractionType.CLICK, 1, 2);

    assertThat(model.query(user.state(), 0, 3)).containsExactly(3, 2);
    assertThat(model.quickQuery(user.state(), 0, 3)).containsExactly(35, 50);
  }

  @Test
  void theUnknownIsNotReadAndTheOldestGiveWay() {
    long[] keys = GivenItems.keys(2);

    var queries =
        model.encode(
            List.of(new long[] {99}, new long[] {1, 1, keys[0], 99, keys[1], keys[0], keys[1]}));

    assertThat(queries.get(0)).isEmpty();
    assertThat(queries.get(1)).containsExactly(3, 3);
  }

  @Test
  void anUnseenItemHasTheVectorOfItsContentAndIsReadFromThenOn() {
    long key = DRAMA.id().key();
    var before = model.encode(List.of(new long[] {key})).getFirst();

    var vector = model.embed(DRAMA);

    assertThat(before).isEmpty();
    assertThat(vector).containsExactly(new float[] {6 * ROOT, 8 * ROOT}, within(1e-6f));
    assertThat(model.encode(List.of(new long[] {key})).getFirst())
        .containsExactly(new float[] {6 * ROOT, 1}, within(1e-6f));
  }

  @Test
  void anItemOfWhichNothingIsKnownHasNoVector() {
    assertThat(model.embed(item("strange", "opera"))).containsExactly(0, 0);
    assertThat(model.embed(item("item-0", "drama"))).hasSize(2);
  }

  @Test
  void aUserWithoutAKnownItemIsQueriedAsBefore() {
    assertThat(model.query(GivenUser.anna().state(), 0, 1)).isEmpty();
    assertThat(model.encode(List.of())).isEmpty();
  }

  @Test
  void tokensThatDoNotFitTheirVectorsAreRefused() {
    assertThatThrownBy(() -> ContentTower.of(new long[] {0, 4}, new float[3], 2))
        .hasMessageContaining("got 3 values for 2 tokens of dimension 2");
    assertThatThrownBy(() -> ContentTower.of(new long[] {4}, new float[2], 2))
        .hasMessageContaining("expected 0 among them");
  }

  @Test
  void anItemsTokensAreItsCategoriesCreatorYearTagsAndWords() {
    var one = item("one", "drama", "war");

    assertThat(ItemTokens.of(one)).hasSize(6).doesNotHaveDuplicates();
    assertThat(ItemTokens.of(one)).containsExactly(ItemTokens.of(item("two", "drama", "war")));
    assertThat(ItemTokens.of(one)).contains(ItemTokens.of(item("three", "war")));
  }

  private static Item item(String id, String... categories) {
    return new Item(
        ItemId.of(id),
        "The Café of War",
        "",
        List.of(categories),
        List.of(),
        "creator",
        0,
        0,
        0,
        Set.of(),
        0,
        "",
        false,
        false,
        1);
  }

  private static final class NewestAndCount implements UserTower {
    @Override
    public int longest() {
      return 3;
    }

    @Override
    public List<float[]> encode(List<float[]> histories) {
      return histories.stream()
          .map(history -> {
            float[] newest = Arrays.copyOfRange(history, history.length - 2, history.length);
            return new float[] {newest[0], history.length / 2f};
          })
          .toList();
    }
  }
}
