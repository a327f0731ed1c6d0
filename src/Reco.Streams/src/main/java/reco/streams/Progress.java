package reco.streams;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
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

  /** When the newest record taken was written, epoch milliseconds. */
  private final Map<TopicPartition, Long> newest = new ConcurrentHashMap<>();

  /**
   * When the oldest one that is not durable was written, where there is any; at most a round late.
   */
  private final Map<TopicPartition, Long> waiting = new ConcurrentHashMap<>();

  private OptionalLong lag = OptionalLong.empty();
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
  void ends(Collection<TopicPartition> partitions) {
    next.keySet().removeAll(partitions);
    pulled.keySet().removeAll(partitions);
    newest.keySet().removeAll(partitions);
    waiting.keySet().removeAll(partitions);
  }

  /**
   * All before this offset has been taken from Kafka.
   *
   * @param writtenMillis when the last record of these was written to the log
   */
  void pulled(TopicPartition partition, long offset, long writtenMillis) {
    pulled.replace(partition, offset);
    newest.put(partition, writtenMillis);
    waiting.putIfAbsent(partition, writtenMillis);
  }

  /** All before this offset is durable. */
  void reached(TopicPartition partition, long offset) {
    next.replace(partition, offset);
    waiting.computeIfPresent(
        partition,
        (_, _) -> pulled.getOrDefault(partition, offset) <= offset ? null : newest.get(partition));
  }

  /** For how long the oldest record that was taken and is not durable has been in the log. */
  Duration waiting(long nowMillis) {
    long oldest = waiting.values().stream().mapToLong(Long::longValue).min().orElse(nowMillis);
    return Duration.ofMillis(Math.max(0, nowMillis - oldest));
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

  /** Partitions that are read now. */
  Set<Integer> partitions() {
    return next.keySet().stream().map(TopicPartition::partition).collect(Collectors.toSet());
  }

  /** Records that were taken from Kafka and are not durable yet. */
  long inFlight() {
    return pulled.entrySet().stream()
        .mapToLong(
            end -> Math.max(0, end.getValue() - next.getOrDefault(end.getKey(), end.getValue())))
        .sum();
  }

  /** {@link #measureLag}, at most half a second old. */
  synchronized OptionalLong lag() {
    if (System.nanoTime() - lagNanos >= KEPT_NANOS) {
      lag = measureLag();
      lagNanos = System.nanoTime();
    }
    return lag;
  }

  /**
   * Records between what is durable and the ends of the partitions, now; empty where that is not
   * known: no partition is read, or Kafka does not tell the ends.
   */
  OptionalLong measureLag() {
    Map<TopicPartition, Long> reached = Map.copyOf(next);
    if (reached.isEmpty()) {
      return OptionalLong.empty();
    }
    Map<TopicPartition, OffsetSpec> latest =
        reached.keySet().stream()
            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    try {
      var ends = admin.listOffsets(latest).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return OptionalLong.of(
          ends.entrySet().stream()
              .mapToLong(end ->
                  Math.max(0, end.getValue().offset() - reached.getOrDefault(end.getKey(), 0L)))
              .sum());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.debug("the ends of the partitions are not known now", e);
    }
    return OptionalLong.empty();
  }

  /** Registers {@link #lag} as a gauge; it is NaN while that is not known. */
  static void gauge(MeterRegistry meters, String name, Supplier<Progress> progress) {
    Gauge.builder(name, () -> asDouble(progress.get().lag())).register(meters);
  }

  private static double asDouble(OptionalLong lag) {
    return lag.isPresent() ? lag.getAsLong() : Double.NaN;
  }

  @Override
  public void close() {
    admin.close();
  }
}
