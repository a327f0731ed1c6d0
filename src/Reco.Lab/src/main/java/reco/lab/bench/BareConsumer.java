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
  private static final Duration PATIENCE = Duration.ofSeconds(15);

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
    // The first records come when connections stand; the clock runs from then on.
    long first = poll(0, wanted);
    long start = System.nanoTime();
    long read = first;
    while (read < wanted) {
      read += poll(read, wanted);
    }
    return (read - first) / ((System.nanoTime() - start) / 1e9);
  }

  private int poll(long read, long wanted) {
    int records = consumer.poll(PATIENCE).count();
    if (records == 0) {
      throw new BenchFailedException(
          "the topic gave %,d of %,d records and then none for %s"
              .formatted(read, wanted, PATIENCE));
    }
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
