package reco.endtoend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all partitions of a topic from the beginning. */
final class TopicReader implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param bootstrapServers as {@link RecoServer#kafka} says
   */
  TopicReader(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList());
    consumer.seekToBeginning(consumer.assignment());
  }

  /** What the topic holds and has not been read yet; waits a little where there is nothing. */
  List<ConsumerRecord<byte[], byte[]>> toTheEnd() {
    var ends = consumer.endOffsets(consumer.assignment());
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    do {
      consumer.poll(Duration.ofMillis(200)).forEach(records::add);
    } while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue()));
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
