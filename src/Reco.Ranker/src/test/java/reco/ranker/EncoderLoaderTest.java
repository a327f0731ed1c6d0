package reco.ranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.item.Item;
import reco.model.retrieval.NoRetrieval;
import reco.model.retrieval.RetrievalModel;
import reco.model.user.UserState;

/**
 * CG-1. The trained version knows the items i0 to i38, red the even and blue the odd ones; users
 * walked the ring of one colour, each item followed by the next.
 */
class EncoderLoaderTest {
  private static final Path TRAINED = Path.of("src/test/resources/encoder/retrieval/v1");
  private static final Item UNSEEN = item("i-new", "red");

  @TempDir private Path root;
  private Path version;
  private RetrievalModel model = new NoRetrieval();

  @BeforeEach
  void copyTheTrainedVersion() throws IOException {
    version = Files.createDirectories(root.resolve("retrieval/v1"));
    try (var files = Files.list(TRAINED)) {
      for (Path file : files.toList()) {
        Files.copy(file, version.resolve(file.getFileName()));
      }
    }
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void theQueryFindsWhatFollows() {
    model = load();

    assertThat(best(encode("i4", "i6", "i8"))).isEqualTo("i10");
    assertThat(best(encode("i31", "i33"))).isEqualTo("i35");
    assertThat(model.dimension()).isEqualTo(65);
  }

  @Test
  void theQueryWithoutTheEncoderSearchesTheSameVectors() {
    model = load();

    float[] quick = model.quickQuery(UserState.empty(UserId.of("ann")), key("i8"), 0);
    float[] query = model.query(UserState.empty(UserId.of("ann")), key("i8"), 0);

    assertThat(best(query)).isEqualTo("i10");
    assertThat(best(quick)).isEqualTo("i10");
    assertThat(quick).isNotEqualTo(query);
  }

  @Test
  void anUnseenItemIsFoundByItsColourAndReadInAHistory() {
    model = load();
    float[] redUser = encode("i4", "i6", "i8");
    float[] blueUser = encode("i31", "i33", "i35");

    float[] vector = model.embed(UNSEEN);

    assertThat(product(redUser, vector)).isGreaterThan(product(blueUser, vector));
    assertThat(encode("i8", "i-new")).isNotEqualTo(encode("i8"));
  }

  @Test
  void aUserIsEncodedAlikeAloneAndAmongOthers() {
    model = load();
    var sequences = List.of(keys("i1"), keys("i4", "i6", "i8"), keys("i30", "i32", "i34", "i36"));

    var together = model.encoder().orElseThrow().encode(sequences);

    for (int user = 0; user < together.size(); user++) {
      float[] alone = model.encoder().orElseThrow().encode(List.of(sequences.get(user))).getFirst();
      assertThat(together.get(user)).containsExactly(alone, within(1e-5f));
    }
  }

  @Test
  void aTowerThatEncodesOtherwiseThanItsTrainerSawIsRefused() throws IOException {
    Path file = version.resolve("golden_queries.npy");
    Npy.Floats queries = Npy.readFloats(file);
    queries.values()[70] += 0.01f;
    Npy.writeFloats(file, queries.values(), queries.shape());

    assertRefused("golden query 1, number 5");
  }

  @Test
  void aTowerThatAnswersEveryUserAlikeIsRefused() throws IOException {
    Path histories = version.resolve("golden_histories.npy");
    var rows = new int[16 * 50];
    Arrays.fill(rows, -1);
    IntStream.range(0, 16).forEach(user -> rows[user * 50 + 49] = 3);
    Npy.writeInts(histories, rows, 16, 50);
    Path queries = version.resolve("golden_queries.npy");
    try (RetrievalModel good =
        RetrievalLoader.load(new Registry(TRAINED.getParent().getParent()).open("retrieval", 1))) {
      String id = Files.readString(version.resolve("items.json")).split("\"")[7];
      float[] one = good.encoder().orElseThrow().encode(List.of(keys(id))).getFirst();
      var all = new float[16 * one.length];
      IntStream.range(0, 16)
          .forEach(user -> System.arraycopy(one, 0, all, user * one.length, one.length));
      Npy.writeFloats(queries, all, 16, one.length);
    }

    assertRefused("got one query for all users");
  }

  @ParameterizedTest
  @ValueSource(strings = {"item_vectors.npy", "token_vectors.npy", "query_projection.npy"})
  void aNumberThatIsNoneIsRefused(String name) throws IOException {
    Npy.Floats array = Npy.readFloats(version.resolve(name));
    array.values()[9] = Float.NaN;
    Npy.writeFloats(version.resolve(name), array.values(), array.shape());

    assertRefused(name + ": got NaN, expected finite values");
  }

  @Test
  void aCutGraphIsRefused() throws IOException {
    Path file = version.resolve("user_tower.onnx");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 40_000));

    assertRefused("user tower");
  }

  @Test
  void goldenHistoriesOfItemsThatAreNotThereAreRefused() throws IOException {
    var rows = new int[16 * 50];
    Arrays.fill(rows, 39);
    Npy.writeInts(version.resolve("golden_histories.npy"), rows, 16, 50);

    assertRefused("golden histories: got item 39 of 39");
  }

  @Test
  void tokensOfAnotherNumberThanTheirVectorsAreRefused() throws IOException {
    Npy.writeLongs(version.resolve("token_keys.npy"), new long[] {0, 1}, 2);

    assertRefused("token_vectors.npy: got shape");
  }

  @Test
  void filesThatAreNotWhatTheManifestSaysAreRefused() throws IOException {
    Path file = version.resolve("user_tower.onnx");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(this::load)
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("sha-256");
  }

  private void assertRefused(String reason) throws IOException {
    acceptTheFilesAsTheyAre();
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining(reason);
  }

  private RetrievalModel load() {
    return RetrievalLoader.load(new Registry(root).open("retrieval", 1));
  }

  private float[] encode(String... items) {
    return model.encoder().orElseThrow().encode(List.of(keys(items))).getFirst();
  }

  private String best(float[] query) {
    return IntStream.range(0, 39)
        .mapToObj(number -> "i" + number)
        .max(Comparator.comparingDouble(id -> product(query, model.embed(item(id)))))
        .orElseThrow();
  }

  private static double product(float[] query, float[] vector) {
    return IntStream.range(0, query.length).mapToDouble(d -> query[d] * vector[d]).sum();
  }

  private static long key(String id) {
    return ItemId.of(id).key();
  }

  private static long[] keys(String... ids) {
    return Arrays.stream(ids).flatMapToLong(id -> LongStream.of(key(id))).toArray();
  }

  private static Item item(String id, String... categories) {
    return new Item(
        ItemId.of(id),
        "",
        "",
        List.of(categories),
        List.of(),
        "",
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

  private void acceptTheFilesAsTheyAre() throws IOException {
    Path manifest = version.resolve(Manifest.FILE);
    String text = Files.readString(manifest);
    for (var entry : Manifest.read(version).files().entrySet()) {
      byte[] bytes = Files.readAllBytes(version.resolve(entry.getKey()));
      text = text.replace(entry.getValue().sha256(), sha256(bytes));
      text = text.replace("\"bytes\": " + entry.getValue().bytes(), "\"bytes\": " + bytes.length);
    }
    Files.writeString(manifest, text);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
