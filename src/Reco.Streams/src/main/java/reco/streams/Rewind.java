package reco.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a partition is read from when it is assigned: the committed offset, moved back by a span of
 * the log longer than the store of user states can lose. What is read twice changes nothing.
 */
final class Rewind {
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final KafkaClients clients;
  private final String group;
  private final Duration span;
  private final Consumer<Map<TopicPartition, Long>> told;

  /**
   * @param told the offsets that reading starts from, at each assignment
   */
  Rewind(
      KafkaClients clients, String group, Duration span, Consumer<Map<TopicPartition, Long>> told) {
    this.clients = clients;
    this.group = group;
    this.span = span;
    this.told = told;
  }

  CompletionStage<Map<TopicPartition, Object>> startOffsets(Set<TopicPartition> partitions) {
    return CompletableFuture.supplyAsync(() -> {
      Map<TopicPartition, Long> starts = offsets(partitions);
      told.accept(starts);
      return new HashMap<>(starts);
    });
  }

  private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions) {
    try (var admin = clients.admin();
        var consumer = clients.consumer()) {
      Map<TopicPartition, Long> starts = new HashMap<>(consumer.beginningOffsets(partitions));
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> committed = new HashMap<>();
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((partition, offset) -> {
            if (partitions.contains(partition)
                && offset != null
                && offset.offset() > starts.getOrDefault(partition, 0L)) {
              committed.put(partition, Math.min(offset.offset(), ends.getOrDefault(partition, 0L)));
            }
          });
      Map<TopicPartition, OffsetSpec> times = new HashMap<>();
      lastCommittedTimes(consumer, committed)
          .forEach((partition, millis) ->
              times.put(partition, OffsetSpec.forTimestamp(millis - span.toMillis())));
      starts.putAll(committed);
      admin
          .listOffsets(times)
          .all()
          .get()
          .forEach((partition, found) -> starts.merge(partition, found.offset(), Rewind::earlier));
      return starts;
    } catch (ExecutionException e) {
      throw new IllegalStateException("where to start reading " + partitions, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static long earlier(long committed, long found) {
    return found < 0 ? committed : Math.min(committed, found);
  }

  /** Append times of the last committed records. */
  private static Map<TopicPartition, Long> lastCommittedTimes(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> committed) {
    Map<TopicPartition, Long> times = new HashMap<>();
    Set<TopicPartition> open = new HashSet<>(committed.keySet());
    consumer.assign(open);
    committed.forEach((partition, offset) -> consumer.seek(partition, offset - 1));
    long giveUp = System.nanoTime() + LOOK.toNanos();
    while (!open.isEmpty() && System.nanoTime() < giveUp) {
      for (var record : consumer.poll(Duration.ofMillis(50))) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (open.remove(partition)) {
          times.put(partition, record.timestamp());
          consumer.pause(Set.of(partition));
        }
      }
    }
    return times;
  }
}
