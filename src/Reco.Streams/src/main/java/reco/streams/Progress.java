package reco.streams;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.model.interaction.LogPosition;

/** How far this node's partitions of the interactions topic have been taken and applied. */
final class Progress implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Progress.class);
  private static final long KEPT_NANOS = 500_000_000;
  private static final int TIMEOUT_SECONDS = 2;

  private final Admin admin;
  private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> pulled = new ConcurrentHashMap<>();
  private long lag;
  private long lagNanos = System.nanoTime() - KEPT_NANOS;

  Progress(KafkaClients clients) {
    this.admin = clients.admin();
  }

  /** Reading starts here. */
  void starts(Map<TopicPartition, Long> offsets) {
    next.putAll(offsets);
    pulled.putAll(offsets);
  }

  /** Another node reads these from now on. */
  void ends(Set<TopicPartition> partitions) {
    next.keySet().removeAll(partitions);
    pulled.keySet().removeAll(partitions);
  }

  /** All before this offset has been taken from Kafka. */
  void pulled(TopicPartition partition, long offset) {
    pulled.replace(partition, offset);
  }

  /** All before this offset is durable. */
  void reached(TopicPartition partition, long offset) {
    next.replace(partition, offset);
  }

  /**
   * Of each partition the last record that is durable with all before it.
   *
   * @param topic hash of the topic's id
   */
  List<LogPosition> durable(long topic) {
    return next.entrySet().stream()
        .filter(end -> end.getValue() > 0)
        .map(end -> new LogPosition(topic, end.getKey().partition(), end.getValue() - 1))
        .toList();
  }

  /** Records that were taken from Kafka and are not durable yet. */
  long inFlight() {
    return pulled.entrySet().stream()
        .mapToLong(
            end -> Math.max(0, end.getValue() - next.getOrDefault(end.getKey(), end.getValue())))
        .sum();
  }

  /** Records between what is durable and the ends of the partitions; at most half a second old. */
  synchronized long lag() {
    if (System.nanoTime() - lagNanos >= KEPT_NANOS) {
      lag = measure();
      lagNanos = System.nanoTime();
    }
    return lag;
  }

  private long measure() {
    Map<TopicPartition, OffsetSpec> latest =
        next.keySet().stream()
            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    try {
      return admin
          .listOffsets(latest)
          .all()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
          .entrySet()
          .stream()
          .mapToLong(
              end -> Math.max(0, end.getValue().offset() - next.getOrDefault(end.getKey(), 0L)))
          .sum();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lag;
    } catch (ExecutionException | TimeoutException e) {
      log.debug("the ends of the partitions are not known now", e);
      return lag;
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
