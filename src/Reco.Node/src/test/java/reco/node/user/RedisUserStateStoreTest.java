package reco.node.user;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.Subject;
import reco.model.profile.Profile;
import reco.model.user.UserState;
import reco.node.user.RedisSettings.FeatureKey;
import reco.node.user.UserStateStore.SaveResult;
import reco.node.user.UserStateStore.Stored;
import reco.protocol.CorruptStateException;
import redis.embedded.RedisServer;

/** The contract of the store, against a real server. */
class RedisUserStateStoreTest {
  private static final UserId USER = UserId.of("ada");
  private static final long NOW = 1_700_000_000_000L;

  /** Embeds everyone with a history to the same vector. */
  private static final FeatureLookup LOOKUP =
      new FeatureLookup() {
        @Override
        public String itemId(long key) {
          return name(key);
        }

        @Override
        public float[] queryVector(UserState state) {
          return state.history().size() == 0 ? new float[0] : new float[] {1, -0.5f};
        }
      };

  private static RedisServer server;
  private static int port;
  private static RedisClient client;
  private static StatefulRedisConnection<String, String> connection;
  private static RedisCommands<String, String> redis;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<UserStateStore> opened = new ArrayList<>();

  @BeforeAll
  static void startServer() throws IOException {
    port = freePort();
    server =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no")
            .build();
    server.start();
    client = RedisClient.create("redis://127.0.0.1:" + port);
    connection = client.connect();
    redis = connection.sync();
  }

  @AfterAll
  static void stopServer() throws IOException {
    connection.close();
    client.shutdown();
    server.stop();
  }

  @BeforeEach
  void forgetAll() {
    redis.flushall();
    redis.scriptFlush();
  }

  @AfterEach
  void closeStores() {
    opened.forEach(UserStateStore::close);
  }

  @Test
  void anUnknownUserHasAnEmptyStateAtRevisionZero() {
    assertThat(load(store())).isEqualTo(UserState.empty(USER));
  }

  @Test
  void loadsWhatWasSaved() {
    var store = store();
    var state = stateOf(3).withRevision(1);

    var saved = save(store, 0, state);

    assertThat(saved).isEqualTo(new SaveResult.Saved());
    assertThat(load(store)).isEqualTo(state);
    assertThat(redis.hget("reco:{default/ada}:state", "r")).isEqualTo("1");
  }

  @Test
  void oneOfTwoWritersOfOneRevisionIsToldOfTheConflict() {
    var store = store();
    var first = stateOf(1).withRevision(1);
    save(store, 0, first);

    var second = save(store(), 0, stateOf(2).withRevision(1));

    assertThat(second).isEqualTo(new SaveResult.Conflict(1));
    assertThat(load(store)).isEqualTo(first);
  }

  @Test
  void aSaveOverAMissingRecordIsAConflictWithRevisionZero() {
    assertThat(save(store(), 4, stateOf(1).withRevision(5))).isEqualTo(new SaveResult.Conflict(0));
    assertThat(redis.exists("reco:{default/ada}:state")).isZero();
  }

  @Test
  void sendsAScriptInFullAfterTheServerHasForgottenIt() {
    var store = store();
    save(store, 0, stateOf(1).withRevision(1));
    redis.scriptFlush();

    assertThat(save(store, 1, stateOf(2).withRevision(2))).isEqualTo(new SaveResult.Saved());
  }

  @Test
  void putsACorruptRecordAsideAndStartsAnew() {
    var store = store();
    save(store, 0, stateOf(3).withRevision(1));
    redis.hset("reco:{default/ada}:state", "p", "not a state");

    assertThatThrownBy(() -> load(store)).hasCauseInstanceOf(CorruptStateException.class);

    assertThat(redis.hget("reco:{default/ada}:corrupt", "p")).isEqualTo("not a state");
    assertThat(load(store)).isEqualTo(UserState.empty(USER));
    assertThat(meters.counter("reco.user.states.corrupt").count()).isEqualTo(1);
  }

  @Test
  void refusesCommandsBeyondThoseInFlightAndFailsThemAfterTheirTimeout() {
    var store = store(settings(2, Duration.ofMillis(200), Duration.ZERO));
    redis.clientPause(1_000);

    var inFlight = IntStream.range(0, 2).mapToObj(_ -> store.load(USER)).toList();

    assertThatThrownBy(() -> load(store))
        .hasCauseInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("2 in flight");
    for (var load : inFlight) {
      assertThatThrownBy(() -> get(load)).hasCauseInstanceOf(StoreUnavailableException.class);
    }
    await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(load(store)).isEqualTo(UserState.empty(USER)));
  }

  @Test
  void aRecordLivesAsLongAsItsTtlAfterASave() {
    var store = store(settings(16, Duration.ofSeconds(2), Duration.ofHours(1)));

    save(store, 0, stateOf(1).withRevision(1));

    assertThat(redis.pttl("reco:{default/ada}:state")).isBetween(3_500_000L, 3_600_000L);
  }

  @Test
  void writesNoFeatureKeysUnlessAsked() {
    save(store(), 0, stateOf(3).withRevision(1));

    assertThat(redis.keys("*{default/ada}*")).containsExactly("reco:{default/ada}:state");
    assertThat(store().feeds()).isEmpty();
  }

  /** FS-1. */
  @Test
  void writesTheFeatureKeysThatAreSwitchedOn() {
    var store = store(settings(16, Duration.ofSeconds(2), Duration.ZERO, FeatureKey.values()));

    save(store, 0, stateOf(3).withRevision(1));

    await().until(() -> redis.keys("*{default/ada}*").size() == 5);
    assertThat(redis.lrange("user:{default/ada}:history", 0, -1))
        .containsExactly(name(3), name(2), name(1));
    assertThat(redis.smembers("watched:{default/ada}"))
        .containsExactlyInAnyOrder(name(1), name(2), name(3));
    assertThat(redis.ttl("watched:{default/ada}")).isBetween(2_591_990L, 2_592_000L);
    assertThat(redis.hgetall("user:{default/ada}:profile"))
        .containsEntry("country", "DK")
        .containsEntry("age_group", "30-39")
        .containsEntry("language", "da")
        .containsEntry("signup_date", "2023-11-14");
    assertThat(bytes("user:{default/ada}:embedding")).isEqualTo("0000803f000000bf");
  }

  /** FS-1. */
  @Test
  void takesTheEmbeddingAwayWhereThereIsNone() {
    var store = store(settings(16, Duration.ofSeconds(2), Duration.ZERO, FeatureKey.EMBEDDING));
    redis.set("user:{default/ada}:embedding", "of a model before");

    save(store, 0, stateOf(0).withRevision(1));

    await().until(() -> redis.exists("user:{default/ada}:embedding") == 0);
  }

  /** FS-1. */
  @Test
  void aFeedIsTheLastSlateForHalfAnHour() {
    var store = store(settings(16, Duration.ofSeconds(2), Duration.ZERO, FeatureKey.FEED));
    var feeds = store.feeds().orElseThrow();

    feeds.publish(USER, List.of("i1", "i2", "i3"));
    feeds.publish(USER, List.of("i4", "i2"));

    await().until(() -> redis.llen("feed:{default/ada}") == 2);
    assertThat(redis.lrange("feed:{default/ada}", 0, -1)).containsExactly("i4", "i2");
    assertThat(redis.ttl("feed:{default/ada}")).isBetween(1_790L, 1_800L);
  }

  /** A string's bytes in hex. */
  private static String bytes(String key) {
    try (var binary = client.connect(ByteArrayCodec.INSTANCE)) {
      return HexFormat.of().formatHex(binary.sync().get(key.getBytes(US_ASCII)));
    }
  }

  private static UserState load(UserStateStore store) {
    return get(store.load(USER)).state();
  }

  private static SaveResult save(UserStateStore store, long expectedRevision, UserState next) {
    long lineage = get(store.load(USER)).lineage();
    return get(store.compareAndSet(expectedRevision, new Stored(next, lineage)));
  }

  private RedisUserStateStore store() {
    return store(settings(16, Duration.ofSeconds(2), Duration.ZERO));
  }

  private RedisUserStateStore store(RedisSettings settings) {
    var store = RedisUserStateStore.connect(settings, LOOKUP, meters);
    opened.add(store);
    return store;
  }

  private static RedisSettings settings(
      int maxInFlight, Duration timeout, Duration ttl, FeatureKey... keys) {
    return new RedisSettings("redis://127.0.0.1:" + port, timeout, maxInFlight, ttl, Set.of(keys));
  }

  private static UserState stateOf(int interactions) {
    var events = new ArrayList<Observation>();
    var profile = new Profile("DK", 36, "da", "", NOW / 1000, List.of());
    events.add(new Observation(new ProfileChange("p", NOW, profile), new LogPosition(7, 3, 0)));
    for (int i = 1; i <= interactions; i++) {
      var subject = Subject.of(ItemId.of("item-" + i), "jazz", "miles");
      events.add(
          new Observation(
              new Interaction("event-" + i, NOW + i, InteractionType.WATCH_COMPLETE, subject),
              new LogPosition(7, 3, i)));
    }
    return UserState.empty(USER).apply(events);
  }

  private static String name(int item) {
    return name(ItemId.of("item-" + item).key());
  }

  private static String name(long key) {
    return "key-" + Long.toHexString(key);
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
