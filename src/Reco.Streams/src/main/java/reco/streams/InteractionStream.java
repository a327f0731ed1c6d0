package reco.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.node.user.Checkpoints;
import reco.node.user.Users;

/**
 * The interaction way: from the partitions of the log to the user actors. A group is sent again
 * until it is acknowledged; an offset is committed only when all before it is durable. While the
 * store is stalled nothing is pulled.
 *
 * <p>Every second the store keeps how far its records have come. When it turns out to be another
 * one, or to have lost writes, or when reading fails, the log is read again from the checkpoint
 * that the store has.
 */
public final class InteractionStream implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(InteractionStream.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final ActorSystem<?> system;
  private final KafkaClients clients;
  private final InteractionRecords records;
  private final InteractionSettings settings;
  private final Checkpoints checkpoints;
  private final Delivery delivery;
  private final Counter rewinds;
  private final Cancellable checkpointing;
  private volatile InteractionRun run;
  private volatile boolean closed;

  private InteractionStream(
      ActorSystem<?> system,
      KafkaClients clients,
      TopicNames topics,
      Users users,
      Checkpoints checkpoints,
      DeadLetters deadLetters,
      MeterRegistry meters) {
    this.system = system;
    this.clients = clients;
    this.records =
        new InteractionRecords(topics.interactions(), clients.topicHash(topics.interactions()));
    this.settings =
        InteractionSettings.of(system.settings().config().getConfig("reco.streams.interactions"));
    this.checkpoints = checkpoints;
    this.delivery = new Delivery(users, deadLetters, settings, meters);
    this.rewinds = meters.counter("reco.interactions.rewinds");
    this.run = newRun(checkpoints.read().toCompletableFuture().join().lineage());
    Progress.gauge(meters, "reco.interactions.lag", () -> run.progress());
    meters.gauge("reco.interactions.in.flight", this, stream -> stream.run.progress().inFlight());
    TimeGauge.builder(
            "reco.interactions.waiting",
            this,
            TimeUnit.MILLISECONDS,
            stream -> stream.run.progress().waiting(System.currentTimeMillis()).toMillis())
        .description("age in the log of the oldest interaction taken and not applied")
        .register(meters);
    this.checkpointing =
        system
            .scheduler()
            .scheduleWithFixedDelay(
                settings.checkpointInterval(),
                settings.checkpointInterval(),
                this::checkpoint,
                system.executionContext());
  }

  /** Starts to consume with the node's group. */
  public static InteractionStream start(
      ActorSystem<?> system,
      KafkaClients clients,
      TopicNames topics,
      Users users,
      Checkpoints checkpoints,
      DeadLetters deadLetters,
      MeterRegistry meters) {
    return new InteractionStream(system, clients, topics, users, checkpoints, deadLetters, meters);
  }

  /** Interactions applied since the start, those read again included. */
  public long applied() {
    return delivery.applied();
  }

  /**
   * Records of this node's partitions that are not durable in a user's state yet, half a second ago
   * or later; empty where that is not known.
   */
  public OptionalLong lag() {
    return run.progress().lag();
  }

  /** The same, now. */
  public OptionalLong measureLag() {
    return run.progress().measureLag();
  }

  /** Partitions of the log that this node reads now. */
  public Set<Integer> partitions() {
    return run.progress().partitions();
  }

  private InteractionRun newRun(long lineage) {
    var started =
        new InteractionRun(lineage, system, clients, records, settings, checkpoints, delivery);
    started.ended().whenComplete((_, failure) -> ended(failure));
    return started;
  }

  private void checkpoint() {
    var current = run;
    checkpoints
        .write(current.checkpoint())
        .whenComplete((lineage, failure) -> {
          if (failure == null && lineage != current.lineage()) {
            current.close();
          }
        });
  }

  private void ended(@Nullable Throwable failure) {
    if (failure != null) {
      log.error("the interactions are read no further", failure);
    }
    readAgain();
  }

  private void readAgain() {
    if (closed) {
      return;
    }
    checkpoints
        .read()
        .whenComplete((checkpoint, failure) -> {
          if (failure == null) {
            start(checkpoint.lineage());
          } else {
            system.scheduler().scheduleOnce(PAUSE, this::readAgain, system.executionContext());
          }
        });
  }

  private synchronized void start(long lineage) {
    if (!closed) {
      log.warn("the interactions are read again from where the store's records have come to");
      rewinds.increment();
      run = newRun(lineage);
    }
  }

  /** Lets the rounds under way end, commits, and stops. */
  @Override
  public void close() {
    checkpointing.cancel();
    var last = end();
    try {
      last.ended()
          .thenCompose(_ -> checkpoints.write(last.checkpoint()))
          .toCompletableFuture()
          .get(CLOSING.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("the interaction stream did not drain: {}", e.toString());
    }
  }

  private synchronized InteractionRun end() {
    closed = true;
    run.close();
    return run;
  }
}
