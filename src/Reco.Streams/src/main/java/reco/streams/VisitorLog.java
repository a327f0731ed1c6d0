package reco.streams;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import reco.model.counting.VisitorImage;
import reco.model.counting.Visitors;
import reco.protocol.VisitorCodec;

/**
 * What is remembered of the users of each partition of the interactions: a compacted topic, written
 * in the transaction of what was made of it. Keys are the partition (4 bytes) and the user's hash
 * (8 bytes); no value: the user was forgotten.
 */
final class VisitorLog {
  private static final int KEY_BYTES = Integer.BYTES + Long.BYTES;

  private final KafkaClients clients;
  private final String topic;
  private final int partitions;

  VisitorLog(KafkaClients clients, String topic) {
    this.clients = clients;
    this.topic = topic;
    this.partitions = clients.partitions(topic);
  }

  /** The record of a user of a partition of the interactions. */
  ProducerRecord<byte[], byte[]> record(int partition, long user, Optional<VisitorImage> image) {
    byte[] key = ByteBuffer.allocate(KEY_BYTES).putInt(partition).putLong(user).array();
    return new ProducerRecord<>(
        topic, place(partition).partition(), key, image.map(VisitorCodec::encode).orElse(null));
  }

  private TopicPartition place(int partition) {
    return new TopicPartition(topic, partition % partitions);
  }

  /**
   * The visitors of some partitions as the last transaction left them.
   *
   * <p>Reads up to the ends as they are now, and waits for the transactions that are open before
   * them: behind one that its node left open another node may have committed.
   */
  Map<Integer, Visitors> restore(Collection<Integer> of, Supplier<Visitors> empty) {
    Map<Integer, Visitors> visitors = new HashMap<>();
    of.forEach(partition -> visitors.put(partition, empty.get()));
    List<TopicPartition> places = of.stream().map(this::place).distinct().toList();
    Map<TopicPartition, Long> ends = ends(places);
    try (var consumer = clients.consumer()) {
      TopicReads.fromBeginning(consumer, places, ends, record -> restore(record, visitors));
    }
    return visitors;
  }

  private static void restore(
      ConsumerRecord<byte[], byte[]> record, Map<Integer, Visitors> visitors) {
    var key = ByteBuffer.wrap(record.key());
    Visitors ofPartition = visitors.get(key.getInt());
    if (ofPartition != null) {
      ofPartition.restore(
          key.getLong(), Optional.ofNullable(record.value()).map(VisitorCodec::decode));
    }
  }

  /** Ends that count what is not committed, too. */
  private Map<TopicPartition, Long> ends(Collection<TopicPartition> places) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    places.forEach(place -> latest.put(place, OffsetSpec.latest()));
    try (Admin admin = clients.admin()) {
      Map<TopicPartition, Long> ends = new HashMap<>();
      KafkaClients.await("ends of " + topic, admin.listOffsets(latest).all())
          .forEach((place, end) -> ends.put(place, end.offset()));
      return ends;
    }
  }
}
