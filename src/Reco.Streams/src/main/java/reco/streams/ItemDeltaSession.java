package reco.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import reco.model.counting.ItemDelta;
import reco.model.counting.Visitors;
import reco.protocol.ItemDeltaCodec;

/**
 * One membership in the group, from joining to the first failure: reads interactions, remembers
 * their users, and writes what they change for items, what is remembered, and how far it read, in
 * one transaction after another.
 *
 * <p>Any failure ends it, for what is in memory is then ahead of what is committed; the next
 * session begins where the last transaction ended. A member that has lost its partitions to another
 * cannot commit: the offsets of a transaction carry the member's generation. One thread.
 */
final class ItemDeltaSession implements ConsumerRebalanceListener, AutoCloseable {
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
  private static final int DELTAS_A_RECORD = 4_096;

  private final ItemDeltaStream.Parts parts;
  private final ItemDeltaSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final int partitions;

  private final Map<Integer, Visitors> visitors = new HashMap<>();
  private final List<List<ItemDelta>> deltas;
  private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
  private int events;
  private long committedNanos = System.nanoTime();

  /** Whether what is pending is whole and may be committed. */
  private boolean running;

  ItemDeltaSession(
      ItemDeltaStream.Parts parts,
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer) {
    this.parts = parts;
    this.settings = parts.settings();
    this.consumer = consumer;
    this.producer = producer;
    this.partitions = parts.clients().partitions(parts.topics().interactions());
    int deltaPartitions = parts.clients().partitions(parts.topics().itemDeltas());
    this.deltas =
        IntStream.range(0, deltaPartitions)
            .<List<ItemDelta>>mapToObj(_ -> new ArrayList<>())
            .toList();
  }

  /** Returns when it is told to close; throws at the first failure. */
  void run(BooleanSupplier closing) {
    running = true;
    try {
      producer.initTransactions();
      consumer.subscribe(List.of(parts.topics().interactions()), this);
      while (!closing.getAsBoolean()) {
        consumer.poll(untilDue()).forEach(this::observe);
        if (untilDue().isZero()) {
          commit();
        }
      }
      commit();
    } finally {
      running = false;
    }
  }

  private Duration untilDue() {
    if (events == 0) {
      return IDLE;
    }
    long left = settings.commitEvery().toNanos() - (System.nanoTime() - committedNanos);
    return left <= 0 || events >= settings.commitEvents() ? Duration.ZERO : Duration.ofNanos(left);
  }

  private void observe(ConsumerRecord<byte[], byte[]> record) {
    switch (parts.records().decode(record)) {
      case InteractionRecords.Readable(var user, var observation) ->
          visitors(record.partition())
              .observe(
                  user,
                  observation.event(),
                  delta -> deltas.get(ItemDelta.partition(delta.item(), deltas.size())).add(delta));
      case InteractionRecords.Undecodable _ -> {} // the interaction stream writes the dead letter
    }
    offsets.put(
        new TopicPartition(record.topic(), record.partition()),
        new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
    events++;
  }

  private Visitors visitors(int partition) {
    Visitors ofPartition = visitors.get(partition);
    if (ofPartition == null) {
      throw new IllegalStateException(
          "partition: got a record of %d, expected one of %s"
              .formatted(partition, visitors.keySet()));
    }
    return ofPartition;
  }

  private void commit() {
    if (events == 0) {
      return;
    }
    producer.beginTransaction();
    for (int partition = 0; partition < deltas.size(); partition++) {
      send(partition, deltas.get(partition));
    }
    visitors.forEach((partition, ofPartition) ->
        ofPartition.drainChanges(
            (user, image) -> producer.send(parts.visitorLog().record(partition, user, image))));
    producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    producer.commitTransaction();
    committed();
  }

  private void send(int partition, List<ItemDelta> ofPartition) {
    for (int from = 0; from < ofPartition.size(); from += DELTAS_A_RECORD) {
      int to = Math.min(ofPartition.size(), from + DELTAS_A_RECORD);
      producer.send(
          new ProducerRecord<>(
              parts.topics().itemDeltas(),
              partition,
              null,
              ItemDeltaCodec.encode(ofPartition.subList(from, to))));
    }
  }

  private void committed() {
    offsets.forEach((partition, offset) -> parts.progress().reached(partition, offset.offset()));
    parts.events().increment(events);
    parts.transactions().increment();
    deltas.forEach(List::clear);
    offsets.clear();
    events = 0;
    committedNanos = System.nanoTime();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    List<Integer> numbers = assigned.stream().map(TopicPartition::partition).toList();
    visitors.putAll(parts.visitorLog().restore(numbers, () -> settings.visitors(partitions)));
    Map<TopicPartition, Long> starts = new HashMap<>();
    assigned.forEach(partition -> starts.put(partition, consumer.position(partition)));
    parts.progress().starts(starts);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    if (running) {
      commit();
    }
    parts.progress().ends(revoked);
    revoked.forEach(partition -> visitors.remove(partition.partition()));
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    if (running) {
      throw new IllegalStateException(lost.size() + " partitions were lost to another node");
    }
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
    producer.close(CLOSE_WITHIN);
  }
}
