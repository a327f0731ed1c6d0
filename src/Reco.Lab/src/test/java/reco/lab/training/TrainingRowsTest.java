package reco.lab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.lab.data.Dataset;
import reco.lab.data.UserInteraction;
import reco.lab.training.RowSettings.Sampling;
import reco.lab.training.TrainingRows.PastModel;
import reco.lab.training.TrainingRows.Written;
import reco.lab.world.World;
import reco.lab.world.WorldSettings;
import reco.model.features.FeatureSpec;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Pipelines;
import reco.model.retrieval.ProjectedRetrieval;
import reco.model.retrieval.QueryRule;
import reco.model.retrieval.RetrievalModel;
import reco.ranker.Npy;

class TrainingRowsTest {
  private static final int DIMENSION = 4;
  private static final int HEADS = Head.values().length;
  private static final int USER_WIDTH = FeatureSpec.CURRENT.userNames().size();
  private static final int ITEM_WIDTH = FeatureSpec.CURRENT.itemNames().size();
  private static final Dataset WORLD =
      World.generate(new WorldSettings(3, 200, 40, 10, 8, 1_800_000_000_000L)).dataset();
  private static final RowSettings WHOLE_LOG =
      new RowSettings(1, 100_000, 4, Sampling.CANDIDATES, 1, 1);
  private static final Pipeline PIPELINE =
      Pipelines.parse(
          """
          home {
            deadline = 100 ms
            user-budget = 15 ms
            sources = [
              { name = two-tower, quota = 30, budget = 20 ms }
              { name = co-visitation, quota = 20, budget = 15 ms }
              { name = trending, quota = 10, budget = 5 ms }
              { name = popularity, quota = 10, budget = 5 ms }
              { name = new, quota = 5, budget = 5 ms }
            ]
            filters = [visible, available, licensed, age, unseen, not-disliked]
            ranker = { name = engagement, candidates = 50, budget = 40 ms }
            rerankers = []
            exploration = none
          }
          """);

  @TempDir Path folder;

  @Test
  void arraysHaveTheShapesThatTheManifestSays() throws IOException {
    Written written = write(folder, WORLD, WHOLE_LOG);

    assertThat(written.requests()).isGreaterThan(500);
    assertThat(Npy.readFloats(folder.resolve("user_features.npy")).shape())
        .containsExactly(written.requests(), USER_WIDTH);
    assertThat(Npy.readFloats(folder.resolve("item_features.npy")).shape())
        .containsExactly(written.rows(), ITEM_WIDTH);
    assertThat(Npy.readFloats(folder.resolve("labels.npy")).shape())
        .containsExactly(written.rows(), HEADS);
    assertThat(Files.readString(folder.resolve("manifest.json")))
        .contains(
            "\"requests\": " + written.requests(),
            "\"rows\": " + written.rows(),
            "\"hash\": \"" + FeatureSpec.CURRENT.hash() + "\"");
  }

  @Test
  void eachRequestHasTheShownItemFirstAndThenWhatNobodyClicked() throws IOException {
    Written written = write(folder, WORLD, WHOLE_LOG);

    long[] requests = Npy.readLongs(folder.resolve("row_request.npy")).values();
    float[] labels = Npy.readFloats(folder.resolve("labels.npy")).values();
    int clicks = 0;
    for (int row = 0; row < requests.length; row++) {
      boolean shown = row == 0 || requests[row] != requests[row - 1];
      clicks += labels[HEADS * row] == 1 ? 1 : 0;
      assertThat(shown || labels[HEADS * row] == 0)
          .as("row %d is shown or not clicked", row)
          .isTrue();
    }
    assertThat(requests[0]).isZero();
    assertThat(requests[requests.length - 1]).isEqualTo(written.requests() - 1L);
    assertThat(clicks).isBetween(written.requests() / 4, written.requests());
  }

  /** A feature that looked ahead would change when the future is another one. */
  @Test
  void aRequestKnowsNothingOfWhatComesAfterIt() throws IOException {
    List<UserInteraction> log = WORLD.interactions();
    var past =
        new Dataset("past", WORLD.items(), WORLD.profiles(), log.subList(0, log.size() / 2), 0);

    Written whole = write(folder.resolve("whole"), WORLD, WHOLE_LOG);
    Written half = write(folder.resolve("half"), past, WHOLE_LOG);

    assertThat(half.requests()).isBetween(whole.requests() / 4, whole.requests() * 3 / 4);
    assertThat(firstOf("half", "user_features.npy", half.requests() * USER_WIDTH))
        .isEqualTo(firstOf("whole", "user_features.npy", half.requests() * USER_WIDTH));
    assertThat(firstOf("half", "item_features.npy", half.rows() * ITEM_WIDTH))
        .isEqualTo(firstOf("whole", "item_features.npy", half.rows() * ITEM_WIDTH));
  }

  @Test
  void theSameSeedWritesTheSameBytes() throws IOException {
    write(folder.resolve("one"), WORLD, RowSettings.STANDARD);
    write(folder.resolve("two"), WORLD, RowSettings.STANDARD);

    for (String file : List.of("user_features.npy", "item_features.npy", "labels.npy")) {
      assertThat(folder.resolve("one").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("two").resolve(file));
    }
  }

  @Test
  void thereAreNoMoreRequestsThanAskedFor() throws IOException {
    Written written = write(folder, WORLD, new RowSettings(1, 50, 2, Sampling.CANDIDATES, 1, 1));

    assertThat(written.requests()).isBetween(30, 50);
    assertThat(written.rows()).isLessThanOrEqualTo(3 * written.requests());
  }

  @Test
  void anEmptyLogIsRefused() {
    var empty = new Dataset("empty", WORLD.items(), Map.of(), List.of(), 0);

    assertThatThrownBy(() -> write(folder, empty, WHOLE_LOG))
        .hasMessageContaining("got 0 interactions and no request of them");
  }

  private static Written write(Path folder, Dataset dataset, RowSettings settings)
      throws IOException {
    return TrainingRows.write(
        folder, dataset, PIPELINE, List.of(new PastModel(0, retrieval())), settings);
  }

  private float[] firstOf(String of, String file, int values) {
    return Arrays.copyOf(Npy.readFloats(folder.resolve(of).resolve(file)).values(), values);
  }

  private static RetrievalModel retrieval() {
    var random = new SplittableRandom(5);
    long[] keys = WORLD.items().stream().mapToLong(item -> item.id().key()).toArray();
    var vectors = new float[keys.length * DIMENSION];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (float) random.nextGaussian();
    }
    var identity = new float[DIMENSION * DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      identity[d * (DIMENSION + 1)] = 1;
    }
    return ProjectedRetrieval.of(
        "retrieval@v1",
        DIMENSION,
        keys,
        vectors,
        identity,
        new QueryRule(0.8f, 50, QueryRule.Strength.SQRT));
  }
}
