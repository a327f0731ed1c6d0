package reco.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.app.Configuration;
import reco.app.embedded.EmbeddedKafka;
import reco.app.embedded.EmbeddedRedis;
import reco.app.embedded.EmbeddedSettings;
import reco.app.topics.Topics;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Observation;
import reco.model.interaction.Subject;
import reco.model.user.UserState;
import reco.node.cluster.NodeRole;
import reco.node.cluster.NodeSystem;
import reco.node.user.FeatureLookup;
import reco.node.user.RedisSettings;
import reco.node.user.RedisUserStateStore;
import reco.node.user.ShardedUsers;
import reco.node.user.UserMetrics;
import reco.node.user.UserSettings;
import reco.streams.DeadLetters;
import reco.streams.InteractionStream;
import reco.streams.KafkaClients;
import reco.streams.KafkaInteractionLog;
import reco.streams.TopicNames;

/**
 * Redis is emptied, and gives way to an older copy of itself, under a stream that goes on: its
 * records become again what the log says.
 */
class StoreReplacedTest {
  private static final int USERS = 60;
  private static final long NOW = System.currentTimeMillis();

  @TempDir private static Path folder;

  private static EmbeddedSettings settings;
  private static EmbeddedKafka kafka;
  private static EmbeddedRedis redis;
  private static Config config;
  private static KafkaClients clients;
  private static TopicNames topics;
  private static KafkaInteractionLog log;

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

  /** What the log says of each user. */
  private final List<UserState> expected = new ArrayList<>();

  private static int sent;

  @BeforeAll
  static void startServices() throws IOException {
    settings = EmbeddedSettings.of(Configuration.load(List.of("local", "test")));
    kafka = EmbeddedKafka.start(folder, settings.kafka());
    redis = EmbeddedRedis.start(folder, settings.redis());
    Path here =
        Files.writeString(
            folder.resolve("here.conf"),
            """
            reco.kafka.bootstrap-servers = "%s"
            reco.node.redis.uri = "%s"
            reco.node.user.passivate-after = 1 s
            """
                .formatted(kafka.bootstrapServers(), redis.uri()));
    config = Configuration.load(List.of("local", "test", here.toString()));
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Topics.of(config).ensure(admin);
    }
    clients = new KafkaClients(config);
    topics = TopicNames.of(config);
    log = new KafkaInteractionLog(clients, topics);
  }

  @AfterAll
  static void stopServices() {
    log.close();
    redis.close();
    kafka.close();
  }

  @Test
  void theRecordsBecomeWhatTheLogSaysAgain() throws Exception {
    IntStream.range(0, USERS).forEach(user -> expected.add(UserState.empty(user(user))));
    try (var system = NodeSystem.start(config);
        var store = store();
        var deadLetters = new DeadLetters(clients, topics, meters)) {
      var users =
          ShardedUsers.start(
              system.actorSystem(),
              NodeRole.NODE.roleName(),
              store,
              UserSettings.of(config.getConfig("reco.node.user")),
              Clock.systemUTC(),
              new UserMetrics(meters));
      try (var _ =
          InteractionStream.start(
              system.actorSystem(),
              clients,
              topics,
              users,
              store.checkpoints(),
              deadLetters,
              meters)) {
        send(5);
        awaitRecords(store);
        Path older = stopped(() -> copy(folder.resolve("redis"), folder.resolve("older")));
        send(5);
        awaitRecords(store);

        awaitNobodyInMemory();
        stopped(() -> copy(older, folder.resolve("redis")));
        send(1);
        awaitRecords(store);
        assertThat(meters.counter("reco.interactions.rewinds").count()).isEqualTo(2);

        emptied();
        send(1);
        awaitRecords(store);
        assertThat(meters.counter("reco.interactions.rewinds").count()).isEqualTo(3);
      }
    }
  }

  /** Each user does as many things as asked. */
  private void send(int each) {
    List<CompletionStage<?>> appended = new ArrayList<>();
    for (int n = 0; n < each; n++) {
      for (int at = 0; at < USERS; at++) {
        int user = at;
        var event =
            new Interaction(
                "e" + sent++,
                NOW + sent,
                InteractionType.CLICK,
                Subject.of(ItemId.of("i" + sent), "jazz", "miles"));
        appended.add(
            log.append(user(user), event)
                .thenAccept(position -> {
                  synchronized (expected) {
                    var next = expected.get(user).apply(List.of(new Observation(event, position)));
                    expected.set(user, next);
                  }
                }));
      }
      appended.forEach(StoreReplacedTest::get);
      appended.clear();
    }
  }

  private void awaitNobodyInMemory() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> meters.get("reco.user.actors").gauge().value() == 0);
  }

  /** All but the revision, which says how often a record was saved. */
  private void awaitRecords(RedisUserStateStore store) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> {
          for (UserState state : expected) {
            var stored = get(store.load(state.user())).state();
            assertThat(stored.withRevision(0)).isEqualTo(state);
          }
        });
  }

  /** Stops Redis, does something to its files, and starts it again at the same port. */
  private static Path stopped(FileStep step) throws IOException {
    int port = URI.create(redis.uri()).getPort();
    redis.close();
    Path result = step.run();
    var again =
        new EmbeddedSettings.Redis(
            port, settings.redis().readyTimeout(), settings.redis().stopTimeout());
    redis = EmbeddedRedis.start(folder, again);
    return result;
  }

  private interface FileStep {
    Path run() throws IOException;
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(each)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                each, to.resolve(from.relativize(each)), StandardCopyOption.REPLACE_EXISTING);
            return FileVisitResult.CONTINUE;
          }
        });
    return to;
  }

  private static void emptied() {
    var client = RedisClient.create(redis.uri());
    try (var connection = client.connect()) {
      connection.sync().flushall();
    } finally {
      client.shutdown();
    }
  }

  private RedisUserStateStore store() {
    return RedisUserStateStore.connect(
        RedisSettings.of(config.getConfig("reco.node.redis")), NO_FEATURES, meters);
  }

  private static UserId user(int number) {
    return UserId.of("u" + number);
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
