package reco.streams;

import com.typesafe.config.Config;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.model.id.UserId;
import reco.model.interaction.Observation;
import reco.node.user.Users;

/**
 * The interaction way: from the partitions of the log to the user actors. What waits in a partition
 * while a round is under way makes the next round; a group is sent again until it is acknowledged;
 * an offset is committed only when all before it is durable. While the store is stalled nothing is
 * pulled.
 */
public final class InteractionStream implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(InteractionStream.class);

  private static final String FETCH_MAX_WAIT_MILLIS = "20";

  private final Users users;
  private final DeadLetters deadLetters;
  private final InteractionRecords records;
  private final Settings settings;
  private final Counter applied;
  private final Counter retried;
  private final Progress progress;
  private final Consumer.DrainingControl<Done> control;
  private volatile boolean closing;

  /**
   * @param roundLimit most records of a round
   * @param observeTimeout how long a group may take before it is sent again
   * @param rewind how far the log is read again at a start: longer than the store can lose
   */
  record Settings(
      String group,
      int roundLimit,
      Duration observeTimeout,
      Duration minBackoff,
      Duration maxBackoff,
      Duration rewind) {
    static Settings of(Config config) {
      Config stream = config.getConfig("reco.streams.interactions");
      return new Settings(
          stream.getString("group"),
          stream.getInt("round-limit"),
          stream.getDuration("observe-timeout"),
          stream.getDuration("min-backoff"),
          stream.getDuration("max-backoff"),
          stream.getDuration("rewind"));
    }
  }

  private InteractionStream(
      ActorSystem<?> system,
      Config config,
      KafkaClients clients,
      TopicNames topics,
      Users users,
      DeadLetters deadLetters,
      MeterRegistry meters) {
    this.users = users;
    this.deadLetters = deadLetters;
    this.records =
        new InteractionRecords(topics.interactions(), clients.topicHash(topics.interactions()));
    this.settings = Settings.of(config);
    this.applied = meters.counter("reco.interactions.applied");
    this.retried = meters.counter("reco.interactions.retried");
    this.progress = new Progress(clients);
    meters.gauge("reco.interactions.lag", progress, Progress::lag);
    meters.gauge("reco.interactions.in.flight", progress, Progress::inFlight);
    this.control = run(system, config, clients, topics);
  }

  /** Starts to consume with the node's group. */
  public static InteractionStream start(
      ActorSystem<?> system,
      Config config,
      KafkaClients clients,
      TopicNames topics,
      Users users,
      DeadLetters deadLetters,
      MeterRegistry meters) {
    return new InteractionStream(system, config, clients, topics, users, deadLetters, meters);
  }

  private Consumer.DrainingControl<Done> run(
      ActorSystem<?> system, Config config, KafkaClients clients, TopicNames topics) {
    var consumer =
        ConsumerSettings.create(
                config.getConfig("pekko.kafka.consumer"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())
            .withBootstrapServers(clients.bootstrapServers())
            .withGroupId(settings.group())
            .withProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
            // A partition that was paused waits for the fetch under way, which left it out.
            .withProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT_MILLIS)
            .withStopTimeout(Duration.ZERO);
    var committer = CommitterSettings.create(config.getConfig("pekko.kafka.committer"));
    var rewind = new Rewind(clients, settings.group(), settings.rewind(), progress::starts);
    return Consumer.committablePartitionedManualOffsetSource(
            consumer, Subscriptions.topics(topics.interactions()), rewind::startOffsets)
        .flatMapMerge(
            Integer.MAX_VALUE,
            partition ->
                partition
                    .second()
                    .batch(
                        settings.roundLimit(),
                        message -> new Round(pull(message), message.committableOffset()),
                        (round, message) -> round.add(pull(message), message.committableOffset()))
                    .mapAsync(1, this::complete)
                    .map(round -> committable(partition.first(), round)))
        .toMat(Committer.sink(committer), Consumer::createDrainingControl)
        .run(system);
  }

  private InteractionRecords.Decoded pull(CommittableMessage<byte[], byte[]> message) {
    var record = message.record();
    progress.pulled(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    return records.decode(record);
  }

  private CommittableOffset committable(TopicPartition partition, Round round) {
    CommittableOffset last = round.last();
    progress.reached(partition, last.partitionOffset().offset() + 1);
    return last;
  }

  /** Interactions applied since the start, those read again included. */
  public long applied() {
    return (long) applied.count();
  }

  /** Records of this node's partitions that are not durable in a user's state yet. */
  public long lag() {
    return progress.lag();
  }

  /** Completes when every group is saved and every dead letter is written. */
  private CompletionStage<Round> complete(Round round) {
    List<CompletableFuture<?>> parts = new ArrayList<>();
    round.groups().forEach((user, group) -> parts.add(untilDone(() -> observe(user, group))));
    round
        .undecodable()
        .forEach(poison ->
            parts.add(untilDone(() -> deadLetters.write(poison.record(), poison.cause()))));
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(_ -> round);
  }

  private CompletionStage<?> observe(UserId user, List<Observation> group) {
    return users
        .observe(user, group, settings.observeTimeout())
        .thenAccept(_ -> applied.increment(group.size()));
  }

  private CompletableFuture<?> untilDone(Supplier<CompletionStage<?>> step) {
    return attempt(step, settings.minBackoff());
  }

  private CompletableFuture<?> attempt(Supplier<CompletionStage<?>> step, Duration backoff) {
    return step.get()
        .<CompletionStage<?>>handle((done, failure) ->
            failure == null
                ? CompletableFuture.completedStage(done)
                : again(step, backoff, failure))
        .thenCompose(next -> next)
        .toCompletableFuture();
  }

  private CompletionStage<?> again(
      Supplier<CompletionStage<?>> step, Duration backoff, Throwable failure) {
    if (closing) {
      return CompletableFuture.failedStage(
          new CompletionException("the stream is closing", failure));
    }
    retried.increment();
    log.debug("a group is sent again in {}", backoff, failure);
    Duration next =
        backoff.multipliedBy(2).compareTo(settings.maxBackoff()) > 0
            ? settings.maxBackoff()
            : backoff.multipliedBy(2);
    var delayed = CompletableFuture.delayedExecutor(backoff.toMillis(), TimeUnit.MILLISECONDS);
    return CompletableFuture.completedFuture(step).thenComposeAsync(s -> attempt(s, next), delayed);
  }

  /** Lets the rounds under way end, commits, and stops. */
  @Override
  public void close() {
    closing = true;
    try {
      control.drainAndShutdown(Runnable::run).toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      log.warn("the interaction stream did not drain: {}", e.toString());
    }
    progress.close();
  }
}
