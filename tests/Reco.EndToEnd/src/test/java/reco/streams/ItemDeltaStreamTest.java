package reco.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.app.Configuration;
import reco.app.embedded.EmbeddedKafka;
import reco.app.embedded.EmbeddedSettings;
import reco.model.counting.ItemDelta;
import reco.model.counting.Visitors;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.Subject;
import reco.model.interaction.UserEvent;
import reco.model.item.StatisticsSettings;
import reco.model.profile.Profile;
import reco.protocol.ItemDeltaCodec;

/** EV-4: each event counts once for items, whatever fails between the log and the deltas. */
class ItemDeltaStreamTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final List<String> COUNTRIES = List.of("SE", "US", "FR");
  private static final int PARTITIONS = 4;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final AtomicInteger TOPICS = new AtomicInteger();

  @TempDir private static Path state;
  private static EmbeddedKafka kafka;
  private static Admin admin;
  private static KafkaClients clients;

  private final Random random = new Random(5);
  private final TopicNames topics = topics();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<UserId, List<UserEvent>> sent = new HashMap<>();
  private KafkaInteractionLog interactions;
  private final List<CompletableFuture<?>> appending = new ArrayList<>();

  @BeforeAll
  static void startKafka() {
    var config = Configuration.load(List.of("test"));
    kafka = EmbeddedKafka.start(state, EmbeddedSettings.of(config).kafka());
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    clients =
        new KafkaClients(
            ConfigFactory.parseMap(
                Map.of("reco.kafka.bootstrap-servers", kafka.bootstrapServers())));
  }

  @AfterAll
  static void stopKafka() {
    admin.close();
    kafka.close();
  }

  private static TopicNames topics() {
    int number = TOPICS.incrementAndGet();
    return new TopicNames(
        "interactions-" + number, "", "deltas-" + number, "", "visitors-" + number, "", "", "", "");
  }

  @BeforeEach
  void createTopics() throws Exception {
    var visitors =
        new NewTopic(topics.visitors(), 2, (short) 1).configs(Map.of("cleanup.policy", "compact"));
    admin
        .createTopics(
            List.of(
                new NewTopic(topics.interactions(), PARTITIONS, (short) 1),
                new NewTopic(topics.itemDeltas(), 2, (short) 1),
                visitors))
        .all()
        .get();
    interactions = opened(new KafkaInteractionLog(clients, topics));
  }

  @AfterEach
  void close() throws Exception {
    for (var part : open.reversed()) {
      part.close();
    }
  }

  @Test
  void eachEventCountsOnceThoughItIsSentTwice() {
    start("a");

    send(200);
    sent.forEach((user, events) -> events.forEach(event -> append(user, event)));
    assertThat(appending).hasSize(400);

    awaitExactly();
  }

  @Test
  @DisplayName("EV-4: killed anywhere between write and commit, nothing is lost or counted twice")
  void killedAnywhereBetweenWriteAndCommitNothingIsLostOrCountedTwice() {
    var kills = new AtomicInteger();
    var settings = settings("a");
    opened(
        new ItemDeltaStream(
            clients,
            topics,
            settings,
            new SimpleMeterRegistry(),
            () -> dying(ItemDeltaStream.producer(clients, settings), kills)));

    for (int i = 0; i < 12; i++) {
      send(20);
      int killed = kills.get();
      await().atMost(LIMIT).until(() -> kills.get() > killed || committed() == appending.size());
    }

    awaitExactly();
    assertThat(kills.get()).isGreaterThan(2);
  }

  @Test
  void theLagIsUnknownUntilPartitionsAreRead() {
    var mayRead = new CompletableFuture<Void>();
    var settings = settings("a");
    var stream =
        opened(
            new ItemDeltaStream(
                clients,
                topics,
                settings,
                new SimpleMeterRegistry(),
                () -> {
                  mayRead.join();
                  return ItemDeltaStream.producer(clients, settings);
                }));
    send(50);

    assertThat(stream.measureLag()).isEmpty();
    mayRead.complete(null);

    await().atMost(LIMIT).until(() -> stream.measureLag().equals(OptionalLong.of(0)));
    assertThat(committed()).isEqualTo(50);
  }

  @Test
  void aRestartChangesNothing() throws Exception {
    var first = start("a");
    send(300);
    await().atMost(LIMIT).until(() -> committed() > 100);
    first.close();

    send(300);
    start("a");

    awaitExactly();
  }

  @Test
  void partitionsThatMoveToAnotherNodeTakeTheirVisitorsAlong() throws Exception {
    var first = start("a");
    send(200);
    await().atMost(LIMIT).until(() -> committed() > 0);

    start("b");
    send(600);
    await().atMost(LIMIT).until(() -> committed() == appending.size());
    first.close();
    send(200);

    awaitExactly();
  }

  @Test
  void aNodeThatLostItsPartitionsWhileItSleptCannotCommit() throws Exception {
    var asleep = new CountDownLatch(1);
    var awake = new CountDownLatch(1);
    var settings = settings("sleeper", Duration.ofSeconds(3));
    opened(
        new ItemDeltaStream(
            clients,
            topics,
            settings,
            new SimpleMeterRegistry(),
            () -> sleeping(ItemDeltaStream.producer(clients, settings), asleep, awake)));
    send(100);
    assertThat(asleep.await(30, TimeUnit.SECONDS)).isTrue();

    start("b");
    await().atMost(LIMIT).until(() -> committed() == appending.size());
    awake.countDown();
    send(100);

    awaitExactly();
  }

  /** A producer that dies before or after a call of a transaction, once in a while. */
  private Producer<byte[], byte[]> dying(Producer<byte[], byte[]> real, AtomicInteger kills) {
    return intercepted(
        real,
        (method, call) -> {
          boolean mayDie =
              List.of("send", "sendOffsetsToTransaction", "commitTransaction").contains(method);
          int odds = method.equals("send") ? 100 : 10;
          if (mayDie && random.nextInt(odds) == 0) {
            kills.incrementAndGet();
            throw new IllegalStateException("killed before " + method);
          }
          Object result = call.run();
          if (mayDie && random.nextInt(odds) == 0) {
            kills.incrementAndGet();
            throw new IllegalStateException("killed after " + method);
          }
          return result;
        });
  }

  /** A producer that stops once, before it hands over the offsets. */
  private static Producer<byte[], byte[]> sleeping(
      Producer<byte[], byte[]> real, CountDownLatch asleep, CountDownLatch awake) {
    return intercepted(
        real,
        (method, call) -> {
          if (method.equals("sendOffsetsToTransaction")) {
            asleep.countDown();
            awake.await();
          }
          return call.run();
        });
  }

  private interface Call {
    Object run() throws Exception;
  }

  private interface Interceptor {
    Object around(String method, Call call) throws Exception;
  }

  @SuppressWarnings("unchecked")
  private static Producer<byte[], byte[]> intercepted(
      Producer<byte[], byte[]> real, Interceptor interceptor) {
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Producer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (_, method, arguments) ->
                interceptor.around(
                    method.getName(),
                    () -> {
                      try {
                        return method.invoke(real, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof RuntimeException cause ? cause : e;
                      }
                    }));
  }

  private ItemDeltaStream start(String node) {
    var settings = settings(node);
    return opened(
        new ItemDeltaStream(
            clients,
            topics,
            settings,
            new SimpleMeterRegistry(),
            () -> ItemDeltaStream.producer(clients, settings)));
  }

  private ItemDeltaSettings settings(String node) {
    return settings(node, Duration.ofSeconds(30));
  }

  private ItemDeltaSettings settings(String node, Duration stallTimeout) {
    return new ItemDeltaSettings(
        "group-" + topics.interactions(),
        topics.interactions() + "-" + node,
        Duration.ofMillis(20),
        50,
        Duration.ofSeconds(6),
        stallTimeout,
        Duration.ofSeconds(5),
        Duration.ofMillis(50),
        StatisticsSettings.STANDARD);
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.add(part);
    return part;
  }

  /** Events of a few users, who move now and then. */
  private void send(int count) {
    for (int i = 0; i < count; i++) {
      UserId user = UserId.of("u" + random.nextInt(12));
      String id = "e" + total();
      UserEvent event =
          random.nextInt(10) == 0
              ? new ProfileChange(
                  id, NOW, new Profile(COUNTRIES.get(random.nextInt(3)), 0, "", "", 0, List.of()))
              : new Interaction(
                  id, NOW, InteractionType.CLICK, Subject.of(ItemId.of("i" + random.nextInt(9))));
      sent.computeIfAbsent(user, _ -> new ArrayList<>()).add(event);
      append(user, event);
    }
    appending.forEach(CompletableFuture::join);
  }

  private void append(UserId user, UserEvent event) {
    appending.add(interactions.append(user, event).toCompletableFuture());
  }

  private int total() {
    return sent.values().stream().mapToInt(List::size).sum();
  }

  private void awaitExactly() {
    await().atMost(LIMIT).until(() -> committed() == appending.size());
    assertThat(texts(committedDeltas())).containsExactlyInAnyOrderElementsOf(texts(expected()));
  }

  /** Events that the group has committed. */
  private long committed() {
    try {
      return admin
          .listConsumerGroupOffsets("group-" + topics.interactions())
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(offset -> offset.offset())
          .sum();
    } catch (Exception e) {
      return 0;
    }
  }

  /** Of everyone's events in their order, with nothing between. */
  private List<ItemDelta> expected() {
    List<ItemDelta> deltas = new ArrayList<>();
    var visitors = new Visitors(1_000, StatisticsSettings.STANDARD.window());
    sent.forEach(
        (user, events) -> events.forEach(event -> visitors.observe(user, event, deltas::add)));
    return deltas;
  }

  private List<ItemDelta> committedDeltas() {
    List<ItemDelta> deltas = new ArrayList<>();
    try (var consumer = clients.consumer()) {
      var partitions =
          IntStream.range(0, 2).mapToObj(n -> new TopicPartition(topics.itemDeltas(), n)).toList();
      consumer.assign(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(50))
            .forEach(record -> deltas.addAll(ItemDeltaCodec.decode(record.value())));
      }
    }
    return deltas;
  }

  private static List<String> texts(List<ItemDelta> deltas) {
    return deltas.stream()
        .map(delta ->
            switch (delta) {
              case ItemDelta.Interacted(long item, _, var type, _, var region, var visit) ->
                  "%x %s %s %s %s"
                      .formatted(
                          item, type, region, visit.isFirst(), Arrays.toString(visit.before()));
              case ItemDelta.Followed(long item, _, long next, int distance) ->
                  "%x %d %x".formatted(item, distance, next);
            })
        .toList();
  }
}
