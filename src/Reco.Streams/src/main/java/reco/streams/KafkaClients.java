package reco.streams;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
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

  /**
   * An idempotent producer that waits for all replicas.
   *
   * @param bufferBytes what it may hold unsent; a send beyond it fails instead of waiting
   * @param lingerMillis how long a batch may wait to fill
   */
  public KafkaProducer<byte[], byte[]> producer(long bufferBytes, int lingerMillis) {
    return new KafkaProducer<>(
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            bufferBytes,
            ProducerConfig.LINGER_MS_CONFIG,
            lingerMillis,
            // A send never waits: its caller may be an event loop. Metadata is fetched at start and
            // kept.
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            20,
            ProducerConfig.METADATA_MAX_IDLE_CONFIG,
            Long.MAX_VALUE / 2,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            4_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            5_000,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            2 * 1024 * 1024),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** A producer that knows the partitions of its topics before the first send. */
  public KafkaProducer<byte[], byte[]> producer(
      long bufferBytes, int lingerMillis, String... topics) {
    KafkaProducer<byte[], byte[]> producer = producer(bufferBytes, lingerMillis);
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
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            2_000,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  public Admin admin() {
    return Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /** The hash of a topic's id, as {@link reco.model.interaction.LogPosition#topic()} holds it. */
  public long topicHash(String topic) {
    try (Admin admin = admin()) {
      TopicDescription described =
          Objects.requireNonNull(
              admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
      return Hashes.hash(described.topicId().toString());
    } catch (ExecutionException e) {
      throw new IllegalStateException("topic " + topic + " at " + bootstrapServers, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for topic " + topic, e);
    }
  }
}
