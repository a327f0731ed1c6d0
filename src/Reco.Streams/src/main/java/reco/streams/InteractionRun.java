package reco.streams;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.kafka.CommitterSettings;
import org.apache.pekko.kafka.ConsumerMessage.CommittableMessage;
import org.apache.pekko.kafka.ConsumerMessage.CommittableOffset;
import org.apache.pekko.kafka.ConsumerSettings;
import org.apache.pekko.kafka.Subscriptions;
import org.apache.pekko.kafka.javadsl.Committer;
import org.apache.pekko.kafka.javadsl.Consumer;
import reco.node.user.Checkpoint;
import reco.node.user.Checkpoints;

/**
 * One reading of the log, for one lineage of the store: of each partition from the store's
 * checkpoint on. What waits in a partition while a round is under way makes the next round.
 */
final class InteractionRun implements AutoCloseable {
  /** A partition that was paused waits for the fetch under way, which left it out. */
  private static final String FETCH_MAX_WAIT_MILLIS = "20";

  private final long lineage;
  private final InteractionRecords records;
  private final InteractionSettings settings;
  private final Delivery.Rounds delivery;
  private final Progress progress;
  private final Consumer.DrainingControl<Done> control;
  private final CompletionStage<Done> ended;
  private final AtomicBoolean closed = new AtomicBoolean();

  InteractionRun(
      long lineage,
      ActorSystem<?> system,
      KafkaClients clients,
      InteractionRecords records,
      InteractionSettings settings,
      Checkpoints checkpoints,
      Delivery delivery) {
    this.lineage = lineage;
    this.records = records;
    this.settings = settings;
    this.delivery = delivery.new Rounds(lineage);
    this.progress = new Progress(clients);
    this.control = run(system, clients, new Rewind(clients, records.topicHash(), checkpoints));
    this.ended =
        control
            .streamCompletion()
            .exceptionallyCompose(this::failed)
            .whenComplete((_, _) -> progress.close());
  }

  private Consumer.DrainingControl<Done> run(
      ActorSystem<?> system, KafkaClients clients, Rewind rewind) {
    Config config = system.settings().config();
    var consumer =
        ConsumerSettings.create(
                config.getConfig("pekko.kafka.consumer"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())
            .withBootstrapServers(clients.bootstrapServers())
            .withGroupId(settings.group())
            .withProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
            .withProperty(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Long.toString(settings.sessionTimeout().toMillis()))
            .withProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT_MILLIS)
            .withStopTimeout(Duration.ZERO);
    var committer = CommitterSettings.create(config.getConfig("pekko.kafka.committer"));
    return Consumer.committablePartitionedManualOffsetSource(
            consumer,
            Subscriptions.topics(records.topic()),
            partitions -> rewind.startOffsets(partitions).thenApply(this::starting),
            progress::ends)
        .flatMapMerge(
            Integer.MAX_VALUE,
            partition ->
                partition
                    .second()
                    .batch(
                        settings.roundLimit(),
                        message -> new Round(pull(message), message.committableOffset()),
                        (round, message) -> round.add(pull(message), message.committableOffset()))
                    .mapAsync(1, delivery::deliver)
                    .map(round -> committable(partition.first(), round)))
        .toMat(Committer.sink(committer), Consumer::createDrainingControl)
        .run(system);
  }

  private Map<TopicPartition, Object> starting(Map<TopicPartition, Long> offsets) {
    progress.starts(offsets);
    return new HashMap<>(offsets);
  }

  private InteractionRecords.Decoded pull(CommittableMessage<byte[], byte[]> message) {
    var record = message.record();
    var partition = new TopicPartition(record.topic(), record.partition());
    progress.pulled(partition, record.offset() + 1, record.timestamp());
    return records.decode(record);
  }

  private CommittableOffset committable(TopicPartition partition, Round round) {
    CommittableOffset last = round.last();
    progress.reached(partition, last.partitionOffset().offset() + 1);
    return last;
  }

  /** Of the store that it reads for. */
  long lineage() {
    return lineage;
  }

  Progress progress() {
    return progress;
  }

  /** What the store's records hold by now. */
  Checkpoint checkpoint() {
    return new Checkpoint(lineage, progress.durable(records.topicHash()));
  }

  /** What is given up in closing is no failure: the next run reads it again. */
  private CompletionStage<Done> failed(Throwable failure) {
    return closed.get()
        ? CompletableFuture.completedStage(Done.getInstance())
        : CompletableFuture.failedStage(failure);
  }

  /** Completes when it has ended, after {@link #close} or by a failure. */
  CompletionStage<Done> ended() {
    return ended;
  }

  /** Lets the rounds under way end and commits; {@link #ended} tells when that is done. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      delivery.close();
      control.drainAndShutdown(Runnable::run);
    }
  }
}
