package reco.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import reco.internal.v1.DecisionTrace;

/**
 * Finds traces in the topic: the newest, or that of one request, for which the key names the
 * partition, and the time within the request's id (a ULID) the place to look from.
 */
public final class TraceFinder {
  private static final Duration SLACK = Duration.ofSeconds(5);
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int ULID_LENGTH = 26;
  private static final int ULID_TIME_LENGTH = 10;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final KafkaClients clients;
  private final String topic;

  public TraceFinder(KafkaClients clients, String topic) {
    this.clients = clients;
    this.topic = topic;
  }

  Optional<DecisionTrace> find(String requestId) {
    byte[] key = requestId.getBytes(UTF_8);
    try (var consumer = clients.consumer()) {
      int partitions = consumer.partitionsFor(topic).size();
      var partition =
          new TopicPartition(topic, BuiltInPartitioner.partitionForKey(key, partitions));
      consumer.assign(List.of(partition));
      seek(consumer, partition, requestId);
      return scan(consumer, partition, key);
    }
  }

  private static void seek(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, String requestId) {
    Optional<Long> madeMillis = timeOf(requestId);
    var from =
        madeMillis.map(millis ->
            consumer.offsetsForTimes(Map.of(partition, millis - SLACK.toMillis())).get(partition));
    if (from.isPresent()) {
      consumer.seek(partition, from.get().offset());
    } else {
      consumer.seekToBeginning(List.of(partition));
    }
  }

  /** The milliseconds in the first ten characters of a ULID; empty where the id is none. */
  static Optional<Long> timeOf(String requestId) {
    if (requestId.length() != ULID_LENGTH) {
      return Optional.empty();
    }
    long millis = 0;
    for (int i = 0; i < ULID_TIME_LENGTH; i++) {
      int digit = CROCKFORD.indexOf(requestId.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      millis = millis << 5 | digit;
    }
    return Optional.of(millis);
  }

  private static Optional<DecisionTrace> scan(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, byte[] key) {
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long giveUp = System.nanoTime() + LIMIT.toNanos();
    while (consumer.position(partition) < end && System.nanoTime() < giveUp) {
      for (var record : consumer.poll(Duration.ofMillis(100))) {
        if (Arrays.equals(record.key(), key)) {
          return Optional.of(parse(record.value()));
        }
      }
    }
    return Optional.empty();
  }

  /** About so many of the newest traces, taken from all partitions. */
  public List<DecisionTrace> recent(int count) {
    try (var consumer = clients.consumer()) {
      List<TopicPartition> partitions = TopicReads.partitions(consumer, topic);
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
      long each = Math.ceilDiv(count, partitions.size());
      partitions.forEach(partition ->
          consumer.seek(
              partition,
              Math.max(
                  beginnings.getOrDefault(partition, 0L),
                  ends.getOrDefault(partition, 0L) - each)));
      List<DecisionTrace> found = new ArrayList<>();
      long giveUp = System.nanoTime() + LIMIT.toNanos();
      while (System.nanoTime() < giveUp && !TopicReads.hasReached(consumer, ends)) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(parse(record.value())));
      }
      return found;
    }
  }

  private static DecisionTrace parse(byte[] value) {
    try {
      return DecisionTrace.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a trace cannot be read: " + e.getMessage(), e);
    }
  }
}
