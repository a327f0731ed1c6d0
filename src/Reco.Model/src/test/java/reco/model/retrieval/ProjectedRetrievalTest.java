package reco.model.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reco.model.id.ItemId;
import reco.model.interaction.InteractionType;
import reco.model.item.Item;
import reco.model.retrieval.QueryRule.Strength;
import reco.model.sample.GivenItems;
import reco.model.sample.GivenUser;

/** DESIGN 9. Items 0, 1, 2 are trained: (1, 0), (0, 1), (1, 1); the projection doubles y. */
class ProjectedRetrievalTest {
  private static final long[] KEYS = GivenItems.keys(3);
  private static final float[] VECTORS = {1, 0, 0, 1, 1, 1};
  private static final float[] PROJECTION = {1, 0, 0, 2};
  private static final QueryRule RULE = new QueryRule(0.5f, 2, Strength.RAW);

  /** A like is worth 3, a click 1 half as much for its age: 3 (0, 1) + 0.5 (1, 0), projected. */
  @Test
  void theQueryIsTheProjectedSumOfRecentItems() {
    var user = GivenUser.anna().did(InteractionType.CLICK, 0, 1).did(InteractionType.LIKE, 1, 2);

    assertThat(query(user, 0)).containsExactly(0.5f, 6);
  }

  @Test
  void strengthMayCountByItsRoot() {
    var model = model(new QueryRule(0.5f, 2, Strength.SQRT));
    var user = GivenUser.anna().did(InteractionType.PURCHASE, 0, 1);

    assertThat(model.query(user.state(), 0, 3)).containsExactly(2, 0);
  }

  @Test
  void anItemCountsOnceWithItsNewestInteraction() {
    var user =
        GivenUser.anna()
            .did(InteractionType.CLICK, 1, 1)
            .did(InteractionType.LIKE, 0, 2)
            .did(InteractionType.CLICK, 0, 3);

    assertThat(query(user, 0)).containsExactly(1, 1);
  }

  @Test
  void dislikesAndUnknownItemsTakeNoPlace() {
    var user =
        GivenUser.anna()
            .did(InteractionType.CLICK, 1, 1)
            .did(InteractionType.DISLIKE, 2, 2)
            .did(InteractionType.LIKE, 99, 3)
            .did(InteractionType.CLICK, 0, 4);

    assertThat(query(user, 0)).containsExactly(1, 1);
  }

  @Test
  void onlyTheNewestItemsCount() {
    var user =
        GivenUser.anna()
            .did(InteractionType.LIKE, 2, 1)
            .did(InteractionType.CLICK, 1, 2)
            .did(InteractionType.CLICK, 0, 3);

    assertThat(query(user, 0)).containsExactly(1, 1);
  }

  @Test
  void theItemThatTheVisitorIsAtIsTheNewest() {
    var user = GivenUser.anna().did(InteractionType.CLICK, 0, 1);

    assertThat(query(user, GivenItems.key(1))).containsExactly(0.5f, 2);
  }

  @Test
  void anItemVisitedAgainCountsAsMuchAsItsInteraction() {
    var user = GivenUser.anna().did(InteractionType.LIKE, 1, 1).did(InteractionType.CLICK, 0, 2);

    assertThat(query(user, GivenItems.key(1))).containsExactly(0.5f, 6);
  }

  @Test
  void interestsStandInForAHistory() {
    var user = GivenUser.anna().profile("", 0, List.of("drama", "opera"));

    assertThat(query(user, 0)).containsExactly(0.5f, 1);
  }

  @Test
  void whoIsUnknownHasNoQuery() {
    assertThat(query(GivenUser.anna(), 0)).isEmpty();
    assertThat(query(GivenUser.anna().profile("", 0, List.of("opera")), 0)).isEmpty();
  }

  @Test
  void theSameHistoryGivesTheSameBits() {
    var user = GivenUser.anna().did(InteractionType.WATCH, 0, 1).did(InteractionType.SAVE, 2, 2);

    assertThat(query(user, 0)).isEqualTo(query(user, 0));
  }

  @Test
  void aTrainedItemHasItsOwnVector() {
    assertThat(model(RULE).embed(item(2, "", ""))).containsExactly(1, 1);
  }

  /** Drama is the mean of items 0 and 1, Lynch of item 2. */
  @Test
  void anUnseenItemIsTheMeanOfItsCategoryAndItsCreator() {
    assertThat(model(RULE).embed(item(9, "drama", ""))).containsExactly(0.5f, 0.5f);
    assertThat(model(RULE).embed(item(9, "", "lynch"))).containsExactly(1, 1);
    assertThat(model(RULE).embed(item(9, "drama", "lynch"))).containsExactly(0.75f, 0.75f);
    assertThat(model(RULE).embed(item(9, "opera", "nobody"))).containsExactly(0, 0);
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> ProjectedRetrieval.of("r@v1", 2, KEYS, new float[5], PROJECTION, RULE))
        .hasMessage("item vectors: got 5 values for 3 items of dimension 2, expected 6");
    assertThatThrownBy(() -> ProjectedRetrieval.of("r@v1", 2, KEYS, VECTORS, new float[3], RULE))
        .hasMessage("projection: got 3 values, expected 4");
  }

  @Test
  void rulesOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> new QueryRule(0, 20, Strength.RAW)).hasMessageContaining("decay: got");
    assertThatThrownBy(() -> new QueryRule(Float.NaN, 20, Strength.RAW))
        .hasMessageContaining("decay: got NaN");
    assertThatThrownBy(() -> new QueryRule(0.8f, 0, Strength.RAW))
        .hasMessage("history: got 0, expected at least 1");
    assertThatThrownBy(() -> Strength.of("log"))
        .hasMessage("weight: got 'log', expected raw or sqrt");
  }

  @Test
  void withoutATrainedModelThereAreNoVectors() {
    var none = new NoRetrieval();

    assertThat(none.version()).isEqualTo("none");
    assertThat(none.embed(item(0, "", ""))).isEmpty();
    assertThat(none.query(GivenUser.anna().state(), GivenItems.key(0), 1)).isEmpty();
  }

  private static float[] query(GivenUser user, long lastItem) {
    return model(RULE).query(user.state(), lastItem, 10);
  }

  private static ProjectedRetrieval model(QueryRule rule) {
    return ProjectedRetrieval.of("retrieval@v1", 2, KEYS, VECTORS, PROJECTION, rule)
        .withCatalogue(List.of(item(0, "drama", ""), item(1, "drama", ""), item(2, "", "lynch")));
  }

  private static Item item(int number, String category, String creator) {
    return new Item(
        ItemId.of("item-" + number),
        "",
        "",
        category.isEmpty() ? List.of() : List.of(category),
        List.of(),
        creator,
        0,
        0,
        0,
        Set.of(),
        0,
        "",
        false,
        false,
        0);
  }
}
