package reco.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reading what a topic holds now. */
public final class TopicReads {
  private static final Duration POLL = Duration.ofMillis(100);

  private TopicReads() {}

  /** All records of a topic up to its end now, partition by partition in their order. */
  public static void whole(
      KafkaClients clients, String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (var consumer = clients.consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      fromBeginning(consumer, partitions, consumer.endOffsets(partitions), each);
    }
  }

  /**
   * All records of some partitions.
   *
   * @param ends offsets to read up to
   */
  static void fromBeginning(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    while (!hasReached(consumer, ends)) {
      consumer.poll(POLL).forEach(each);
    }
  }

  /** Whether nothing before these offsets is left to read. */
  static boolean hasReached(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** The partitions of a topic. */
  static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(each -> new TopicPartition(topic, each.partition()))
        .toList();
  }
}
