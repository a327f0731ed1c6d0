package reco.streams;

import static java.util.Map.entry;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import reco.model.id.Hashes;

/** Makes the node's Kafka clients, all with the same address and the same way of waiting. */
public final class KafkaClients {
  private final String bootstrapServers;

  public KafkaClients(Config config) {
    this.bootstrapServers = config.getString("reco.kafka.bootstrap-servers");
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** How long a producer's caller may be held up, and a record be under way. */
  private enum Patience {
    /** A send never waits, since its caller may be an event loop; a client learns soon. */
    NONE(20, 4_000, 5_000),
    /** A thread of its own sends, and is slowed down to the speed of the log. */
    BACKGROUND(5_000, 15_000, 30_000);

    private final int blockMillis;
    private final int requestMillis;
    private final int deliveryMillis;

    Patience(int blockMillis, int requestMillis, int deliveryMillis) {
      this.blockMillis = blockMillis;
      this.requestMillis = requestMillis;
      this.deliveryMillis = deliveryMillis;
    }
  }

  private KafkaProducer<byte[], byte[]> producer(
      long bufferBytes, int lingerMillis, Patience patience, String compression) {
    return new KafkaProducer<>(
        Map.ofEntries(
            entry(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            entry(ProducerConfig.ACKS_CONFIG, "all"),
            entry(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes),
            entry(ProducerConfig.LINGER_MS_CONFIG, lingerMillis),
            entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression),
            entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.blockMillis),
            entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patience.requestMillis),
            entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience.deliveryMillis),
            // Fetched at start and kept.
            entry(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Long.MAX_VALUE / 2),
            entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /**
   * An idempotent producer that waits for all replicas and knows its topic's partitions before the
   * first send. A send never waits: beyond the buffer it fails.
   *
   * @param bufferBytes what it may hold unsent
   * @param lingerMillis how long a batch may wait to fill
   */
  KafkaProducer<byte[], byte[]> producer(long bufferBytes, int lingerMillis, String topic) {
    return ready(producer(bufferBytes, lingerMillis, Patience.NONE, "none"), topic);
  }

  /**
   * The same for a thread of its own and for bulk: it compresses, and a send beyond the buffer
   * waits for the log.
   */
  KafkaProducer<byte[], byte[]> backgroundProducer(
      long bufferBytes, int lingerMillis, String... topics) {
    return ready(producer(bufferBytes, lingerMillis, Patience.BACKGROUND, "zstd"), topics);
  }

  private static KafkaProducer<byte[], byte[]> ready(
      KafkaProducer<byte[], byte[]> producer, String... topics) {
    for (String topic : topics) {
      awaitPartitions(producer, topic);
    }
    return producer;
  }

  private static void awaitPartitions(KafkaProducer<byte[], byte[]> producer, String topic) {
    long giveUp = System.nanoTime() + 30_000_000_000L;
    while (true) {
      try {
        producer.partitionsFor(topic);
        return;
      } catch (org.apache.kafka.common.errors.TimeoutException e) {
        if (System.nanoTime() > giveUp) {
          producer.close();
          throw e;
        }
      }
    }
  }

  /** A consumer without a group: it is assigned by hand and commits nothing. */
  public KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        readCommitted(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> readCommitted() {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        2_000,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed");
  }

  /**
   * A consumer of a group of which this node is one member, by whatever name it comes back.
   *
   * @param node the member's lasting name
   * @param sessionTimeout silence after which it loses its partitions
   * @param stallTimeout time without a poll after which it loses them
   */
  KafkaConsumer<byte[], byte[]> groupConsumer(
      String group, String node, Duration sessionTimeout, Duration stallTimeout) {
    Map<String, Object> settings = new HashMap<>(readCommitted());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, node);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(sessionTimeout));
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, millis(sessionTimeout.dividedBy(4)));
    settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, millis(stallTimeout));
    // Eager: partitions are given up before a rebalance, so that no transaction meets the end of
    // its generation, and none is left over where a member dies between two steps of one.
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, StickyAssignor.class.getName());
    // A partition with records left to take waits for the fetch under way, which left it out.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  /**
   * A producer whose records become visible by transactions. A later one of the same name ends what
   * an earlier one left open, and fences it.
   */
  KafkaProducer<byte[], byte[]> transactionalProducer(String name, Duration timeout) {
    return new KafkaProducer<>(
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            name,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            millis(timeout),
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            millis(timeout),
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 * 1024,
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            2 * 1024 * 1024),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** How many partitions a topic has. */
  int partitions(String topic) {
    return described(topic).partitions().size();
  }

  /** Where the partitions of a topic end now: per partition the offset of the next record. */
  Map<Integer, Long> endOffsets(String topic) {
    try (var consumer = consumer()) {
      return consumer.endOffsets(TopicReads.partitions(consumer, topic)).entrySet().stream()
          .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
    }
  }

  public Admin admin() {
    return Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /** The hash of a topic's id, as {@link reco.model.interaction.LogPosition#topic()} holds it. */
  public long topicHash(String topic) {
    return Hashes.hash(described(topic).topicId().toString());
  }

  private TopicDescription described(String topic) {
    try (Admin admin = admin()) {
      return Objects.requireNonNull(
          await("topic " + topic, admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
    }
  }

  /** Waits for the cluster's answer. */
  static <T> T await(String what, KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(what, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for " + what, e);
    }
  }
}
