package reco.ranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.retrieval.RetrievalModel;
import reco.model.user.UserState;

/** The trained version puts items i0 to i9, i10 to i19, ... to four groups of users. */
class RetrievalLoaderTest {
  private static final List<Long> SECOND_TASTE =
      IntStream.range(10, 20).mapToObj(i -> ItemId.of("i" + i).key()).toList();

  private final Registry registry = new Registry(Path.of("src/test/resources/registry"));

  @Test
  void theItemAtHandFindsItemsOfTheSameTaste() {
    RetrievalModel model = RetrievalLoader.load(registry.open("retrieval", 1));

    float[] query = model.query(UserState.empty(UserId.of("ann")), ItemId.of("i12").key(), 0);

    assertThat(model.version()).isEqualTo("retrieval@v1");
    assertThat(score(model, query, "i11")).isGreaterThan(score(model, query, "i1"));
    assertThat(score(model, query, "i11")).isGreaterThan(score(model, query, "i31"));
  }

  @Test
  void theLinearModelLeadsToWhatUsersOfTheSameTasteTook() {
    var ease = RetrievalLoader.load(registry.open("retrieval", 1)).ease().orElseThrow();

    var answer = ease.answer("ease", UserState.empty(UserId.of("ann")), ItemId.of("i12").key(), 40);

    assertThat(answer.items()).hasSize(9).doesNotContain(ItemId.of("i12").key());
    assertThat(SECOND_TASTE).containsAll(LongStream.of(answer.items()).boxed().toList());
  }

  @Test
  void aVersionOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> RetrievalLoader.load(registry.open("ranker", 1)))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("expected item_vectors.npy among them");
  }

  private static float score(RetrievalModel model, float[] query, String item) {
    float[] vector = model.embed(item(item));
    float score = 0;
    for (int d = 0; d < query.length; d++) {
      score += query[d] * vector[d];
    }
    return score;
  }

  private static reco.model.item.Item item(String id) {
    return new reco.model.item.Item(
        ItemId.of(id),
        "",
        "",
        java.util.List.of(),
        java.util.List.of(),
        "",
        0,
        0,
        0,
        java.util.Set.of(),
        0,
        "",
        false,
        false,
        0);
  }
}
