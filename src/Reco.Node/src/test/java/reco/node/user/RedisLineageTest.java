package reco.node.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reco.model.id.UserId;
import reco.model.interaction.LogPosition;
import reco.model.user.UserState;
import reco.node.user.UserStateStore.SaveResult;
import reco.node.user.UserStateStore.Stored;
import redis.embedded.RedisServer;

/** A store that is restarted, emptied or set back is noticed, against a real server. */
class RedisLineageTest {
  private static final UserId USER = UserId.of("ada");
  private static final List<LogPosition> APPLIED =
      List.of(new LogPosition(-7, 3, 41), new LogPosition(-7, 63, 0));

  private static final FeatureLookup NO_FEATURES =
      new FeatureLookup() {
        @Override
        public String itemId(long key) {
          return Long.toHexString(key);
        }

        @Override
        public float[] queryVector(UserState state) {
          return new float[0];
        }
      };

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<UserStateStore> opened = new ArrayList<>();
  private int port;
  private RedisServer server;

  @BeforeEach
  void startServer() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    server =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no")
            .build();
    server.start();
  }

  @AfterEach
  void stopServer() throws IOException {
    opened.forEach(UserStateStore::close);
    server.stop();
  }

  @Test
  void oneServerHasOneLineageForAllWhoConnect() {
    long lineage = get(store().checkpoints().read()).lineage();

    assertThat(get(store().checkpoints().read()).lineage()).isEqualTo(lineage);
    assertThat(get(store().load(USER)).lineage()).isEqualTo(lineage);
    assertThat(replaced()).isZero();
  }

  @Test
  void aCheckpointIsReadAsItWasWritten() {
    var checkpoints = store().checkpoints();
    long lineage = get(checkpoints.read()).lineage();

    assertThat(get(checkpoints.write(new Checkpoint(lineage, APPLIED)))).isEqualTo(lineage);

    var read = get(checkpoints.read());
    assertThat(read.lineage()).isEqualTo(lineage);
    assertThat(read.applied()).containsExactlyInAnyOrderElementsOf(APPLIED);
    assertThat(read.nextOffset(-7, 3)).hasValue(42);
    assertThat(read.nextOffset(-7, 4)).isEmpty();
  }

  @Test
  void aRestartedServerIsConnectedAgainAndHasAnotherLineage() throws IOException {
    var store = store();
    long before = get(store.checkpoints().read()).lineage();

    server.stop();
    assertThatThrownBy(() -> get(store.load(USER)))
        .hasCauseInstanceOf(StoreUnavailableException.class);
    server.start();

    awaitAnswers(store);
    assertThat(get(store.load(USER)).lineage()).isNotEqualTo(before).isPositive();
    assertThat(replaced()).isOne();
  }

  @Test
  void nothingIsWrittenToAnotherServerThanItWasMeantFor() throws IOException {
    var store = store();
    var before = get(store.load(USER));

    server.stop();
    server.start();

    awaitAnswers(store);
    var next = new Stored(before.state().withRevision(1), before.lineage());
    assertThat(get(store.compareAndSet(0, next))).isEqualTo(new SaveResult.Replaced());
    assertThat(get(store.checkpoints().write(new Checkpoint(before.lineage(), APPLIED))))
        .isNotEqualTo(before.lineage());
    assertThat(get(store.checkpoints().read()).applied()).isEmpty();
  }

  @Test
  void whatWasInFlightWhenTheConnectionBrokeIsNotSentAgain() throws IOException {
    var store = store();
    var before = get(store.load(USER));
    server(redis -> redis.clientPause(60_000));
    var saving =
        store.compareAndSet(0, new Stored(before.state().withRevision(1), before.lineage()));

    server.stop();
    server.start();

    assertThatThrownBy(() -> get(saving)).hasCauseInstanceOf(StoreUnavailableException.class);
    awaitAnswers(store);
    assertThat(get(store.load(USER)).state()).isEqualTo(UserState.empty(USER));
  }

  @Test
  void aServerThatIsSilentIsGivenUpAndFoundAgain() throws Exception {
    var store = store(Duration.ofMillis(100));
    long lineage = get(store.checkpoints().read()).lineage();
    String process = process();

    signal("STOP", process);
    try {
      await()
          .untilAsserted(() ->
              assertThatThrownBy(() -> get(store.checkpoints().read()))
                  .hasMessageContaining("not connected"));
    } finally {
      signal("CONT", process);
    }

    awaitAnswers(store);
    assertThat(get(store.load(USER)).lineage()).isEqualTo(lineage);
  }

  @Test
  void anEmptiedStoreHasNoLineageUntilItIsGivenAnother() {
    var store = store();
    long before = get(store.load(USER)).lineage();

    server(redis -> redis.flushall());

    assertThat(get(store.load(USER)).lineage()).isNotEqualTo(before);
    assertThat(get(store.checkpoints().read()).lineage()).isNotEqualTo(before).isPositive();
    assertThat(replaced()).isOne();
  }

  @Test
  void aRecordThatIsOlderThanWhatWasSavedEndsTheLineage() {
    var store = store();
    var first = get(store.load(USER));
    var saved = new Stored(first.state().withRevision(1), first.lineage());
    get(store.compareAndSet(0, saved));
    server(redis -> redis.del("reco:{default/ada}:state"));

    var lost =
        get(store.compareAndSet(1, new Stored(saved.state().withRevision(2), saved.lineage())));

    assertThat(lost).isEqualTo(new SaveResult.Conflict(0));
    await().until(() -> get(store.load(USER)).lineage() != first.lineage());
    assertThat(replaced()).isOne();
  }

  private static void awaitAnswers(UserStateStore store) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> get(store.load(USER)).lineage() > 0);
  }

  private RedisUserStateStore store() {
    return store(Duration.ofSeconds(5));
  }

  private RedisUserStateStore store(Duration timeout) {
    var settings =
        new RedisSettings("redis://127.0.0.1:" + port, timeout, 16, Duration.ZERO, Set.of());
    var store = RedisUserStateStore.connect(settings, NO_FEATURES, meters);
    opened.add(store);
    return store;
  }

  private void server(Consumer<io.lettuce.core.api.sync.RedisCommands<String, String>> commands) {
    var client = RedisClient.create("redis://127.0.0.1:" + port);
    try (var connection = client.connect()) {
      commands.accept(connection.sync());
    } finally {
      client.shutdown();
    }
  }

  /** The server's number for the operating system. */
  private String process() {
    var number = new AtomicReference<>("");
    server(redis ->
        redis
            .info("server")
            .lines()
            .filter(line -> line.startsWith("process_id:"))
            .forEach(line -> number.set(line.substring("process_id:".length()).trim())));
    return number.get();
  }

  private static void signal(String name, String process) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, process).start().waitFor()).isZero();
  }

  private double replaced() {
    return meters.counter("reco.store.replaced").count();
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
