package reco.ranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.model.ranking.FeatureMatrix;

class OnnxModelTest {
  private static final String SPEC_HASH = "abc123";
  private static final Path TRAINED = Path.of("src/test/resources/registry/ranker/v1");

  @TempDir private Path root;
  private Path version;

  @BeforeEach
  void copyTheTrainedVersion() throws IOException {
    version = Files.createDirectories(root.resolve("ranker/v1"));
    try (Stream<Path> files = Files.list(TRAINED)) {
      for (Path file : files.toList()) {
        Files.copy(file, version.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void aTrainedModelScoresWhatItWasTrainedOn() {
    try (OnnxModel model = load()) {
      var scores = model.score(List.of(rows(1, 0f, 3f), rows(1, 0f, -3f)));

      assertThat(model.version()).isEqualTo("ranker@v1");
      assertThat(scores.getFirst().heads()).containsExactly("click", "rating4");
      assertThat(click(scores.getFirst())[0]).isGreaterThan(0.75f);
      assertThat(click(scores.getLast())[0]).isLessThan(0.25f);
    }
  }

  @Test
  void aRequestScoresTheSameBitsAloneAndAmongOthers() {
    try (OnnxModel model = load()) {
      List<FeatureMatrix> requests =
          Stream.iterate(1, i -> i + 1).limit(9).map(this::random).toList();

      var together = model.score(requests);

      for (int i = 0; i < requests.size(); i++) {
        var alone = model.score(List.of(requests.get(i))).getFirst();
        assertThat(click(alone)).isEqualTo(click(together.get(i))).hasSize(requests.get(i).rows());
      }
    }
  }

  @Test
  void aRequestWithoutRowsIsAnsweredWithoutScores() {
    try (OnnxModel model = load()) {
      var scores = model.score(List.of(rows(0), rows(1, 0f, 1f), rows(0)));

      assertThat(scores).extracting(s -> click(s).length).containsExactly(0, 1, 0);
    }
  }

  @Test
  void whereThereIsNoGpuTheCpuStandsIn() {
    assumeThat(Files.exists(Path.of("/dev/nvidia0"))).as("a GPU is here").isFalse();
    try (OnnxModel model =
        OnnxModel.load(new Registry(root).open("ranker", 1), SPEC_HASH, Device.CUDA)) {
      assertThat(model.device()).isEqualTo(Device.CPU);
      assertThat(model.score(List.of(rows(1, 0f, 1f)))).hasSize(1);
    }
  }

  @Test
  void aModelOfOtherFeaturesIsRefused() {
    assertThatThrownBy(() -> OnnxModel.load(new Registry(root).open("ranker", 1), "other"))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("feature_spec: got abc123, expected other");
  }

  @Test
  void anyChangedByteOfAnyFileIsRefused() throws IOException {
    var random = new Random(11);
    try (Stream<Path> files = Files.list(version)) {
      for (Path file : files.filter(f -> !f.endsWith(Manifest.FILE)).toList()) {
        byte[] whole = Files.readAllBytes(file);
        for (int trial = 0; trial < 20; trial++) {
          byte[] flipped = whole.clone();
          flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
          Files.write(file, flipped);
          assertThatThrownBy(this::load)
              .isInstanceOf(ModelRefusedException.class)
              .hasMessageContaining("sha-256");
        }
        Files.write(file, whole);
      }
    }
    load().close();
  }

  @Test
  void aCutFileIsRefused() throws IOException {
    Path file = version.resolve("model.onnx");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(this::load)
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("bytes, expected " + whole.length);
  }

  @Test
  void aModelThatScoresOtherwiseThanItsTrainerSawIsRefused() throws IOException {
    Path file = version.resolve("golden_outputs.npy");
    Npy.Floats outputs = Npy.readFloats(file);
    outputs.values()[3] += 0.001f;
    Npy.writeFloats(file, outputs.values(), outputs.shape());
    acceptTheFilesAsTheyAre();

    assertThatThrownBy(this::load)
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("golden row 1");
  }

  @Test
  void aFolderWithoutAManifestIsNoVersion() throws IOException {
    Files.createDirectories(root.resolve("ranker/v2"));

    assertThat(new Registry(root).versions("ranker")).containsExactly(1);
    assertThat(new Registry(root).latest("retrieval")).isEmpty();
  }

  private OnnxModel load() {
    return OnnxModel.load(new Registry(root).open("ranker", 1), SPEC_HASH);
  }

  private void acceptTheFilesAsTheyAre() throws IOException {
    Path manifest = version.resolve(Manifest.FILE);
    String text = Files.readString(manifest);
    for (var entry : Manifest.read(version).files().entrySet()) {
      byte[] bytes = Files.readAllBytes(version.resolve(entry.getKey()));
      text = text.replace(entry.getValue().sha256(), sha256(bytes));
    }
    Files.writeString(manifest, text);
  }

  private static String sha256(byte[] bytes) {
    try {
      return java.util.HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static float[] click(reco.model.ranking.HeadScores scores) {
    return scores.probabilities().getFirst();
  }

  private FeatureMatrix random(int rows) {
    var random = new Random(rows);
    var items = new float[rows * 4];
    for (int i = 0; i < items.length; i++) {
      items[i] = (float) random.nextGaussian();
    }
    return new FeatureMatrix(
        new float[] {(float) random.nextGaussian(), 0.5f, -0.5f}, items, rows, 4);
  }

  /** Rows of one user: u0, then i0 of the first row; the rest is zero. */
  private static FeatureMatrix rows(int rows, float... u0AndI0) {
    var items = new float[rows * 4];
    if (rows > 0) {
      items[0] = u0AndI0[1];
    }
    return new FeatureMatrix(new float[] {rows > 0 ? u0AndI0[0] : 0, 0, 0}, items, rows, 4);
  }
}
