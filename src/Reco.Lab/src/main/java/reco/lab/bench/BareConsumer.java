package reco.lab.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer of the log that does nothing with what it reads. */
final class BareConsumer implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Map<TopicPartition, Long> from;

  private BareConsumer(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.partitions = partitions;
    this.from = consumer.endOffsets(partitions);
  }

  /** One that remembers where the topic ends now. */
  static BareConsumer atEnd(String bootstrapServers, String topic) {
    var settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    var bytes = new ByteArrayDeserializer();
    var consumer = new KafkaConsumer<>(settings, bytes, bytes);
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    return new BareConsumer(consumer, partitions);
  }

  /** Reads from there to the topic's present end: records a second. */
  double readPerSecond() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long wanted =
        partitions.stream()
            .mapToLong(p -> ends.getOrDefault(p, 0L) - from.getOrDefault(p, 0L))
            .sum();
    consumer.assign(partitions);
    from.forEach(consumer::seek);
    long start = System.nanoTime();
    long read = 0;
    while (read < wanted) {
      int records = consumer.poll(POLL).count();
      if (records == 0) {
        throw new BenchFailedException(
            "the topic gave %,d of %,d records and then none".formatted(read, wanted));
      }
      read += records;
    }
    return read / ((System.nanoTime() - start) / 1e9);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
