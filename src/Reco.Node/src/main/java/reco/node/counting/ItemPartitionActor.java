package reco.node.counting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import reco.model.counting.ItemDelta;
import reco.model.counting.ItemLedger;
import reco.model.counting.LedgerImage;
import reco.model.item.ItemStats;
import reco.node.log.ItemDeltaLog;
import reco.node.log.ItemStatsLog;

/**
 * Counts the items of one partition: reads its deltas, keeps its ledger and publishes what changes.
 *
 * <p>It goes on from its snapshot, which holds ledger and offset together, or else from the
 * beginning of the log. Two copies of it, while a node is being given up, publish the same values
 * of the same offsets; whoever serves takes the later ones.
 */
public final class ItemPartitionActor {
  /** What a partition takes. */
  public sealed interface Command {}

  /** Ends the partition, its ledger kept. */
  public enum Stop implements Command {
    STOP
  }

  private record Restored(LedgerSnapshot.Found found) implements Command {}

  private record Apply(List<ItemDelta> deltas, long nextOffset, ActorRef<Applied> replyTo)
      implements Command {}

  private enum Applied {
    APPLIED
  }

  private record ReadingFailed(Throwable cause) implements Command {}

  private enum Tick implements Command {
    PUBLISH,
    KEEP
  }

  private record Published(int stats) implements Command {}

  private record PublishFailed(List<ItemStats> stats, Throwable cause) implements Command {}

  private record Retry(List<ItemStats> stats) implements Command {}

  private record Kept(long nextOffset) implements Command {}

  private record KeepFailed(Throwable cause) implements Command {}

  /** What every partition of a node is given. */
  public record Parts(
      ItemDeltaLog deltas,
      ItemStatsLog stats,
      ItemPartitionSettings settings,
      InstantSource clock,
      ItemPartitionMetrics metrics) {}

  private static final Duration APPLY_TIMEOUT = Duration.ofSeconds(30);
  private static final SupervisorStrategy AGAIN =
      SupervisorStrategy.restartWithBackoff(Duration.ofMillis(500), Duration.ofSeconds(30), 0.2);

  private final int partition;
  private final LedgerSnapshot snapshot;
  private final Parts parts;
  private final ItemPartitionSettings settings;
  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final Executor disk;

  private ItemPartitionActor(
      int partition,
      LedgerSnapshot snapshot,
      Parts parts,
      ActorContext<Command> context,
      TimerScheduler<Command> timers) {
    this.partition = partition;
    this.snapshot = snapshot;
    this.parts = parts;
    this.settings = parts.settings();
    this.context = context;
    this.timers = timers;
    this.disk = context.getSystem().dispatchers().lookup(DispatcherSelector.blocking());
  }

  public static Behavior<Command> create(int partition, LedgerSnapshot snapshot, Parts parts) {
    return Behaviors.supervise(
            Behaviors.<Command>setup(context ->
                Behaviors.withTimers(timers ->
                    new ItemPartitionActor(partition, snapshot, parts, context, timers).restore())))
        .onFailure(AGAIN);
  }

  private Behavior<Command> restore() {
    context.pipeToSelf(
        CompletableFuture.supplyAsync(snapshot::read, disk),
        (found, failure) -> failure == null ? new Restored(found) : new ReadingFailed(failure));
    return Behaviors.receive(Command.class)
        .onMessage(Restored.class, restored -> begin(restored.found()))
        .onMessage(ReadingFailed.class, failed -> fail(failed.cause()))
        .onMessage(Stop.class, _ -> Behaviors.stopped())
        .build();
  }

  private Behavior<Command> begin(LedgerSnapshot.Found found) {
    return switch (found) {
      case LedgerSnapshot.Found.Kept(var image, long nextOffset) -> {
        context
            .getLog()
            .info("{}: {} items, offset {}", snapshot, image.items().size(), nextOffset);
        yield new Counting(ItemLedger.of(settings.statistics(), image), nextOffset).behavior();
      }
      case LedgerSnapshot.Found.Nothing(String reason) -> {
        context
            .getLog()
            .info("partition {} is made from its log: {} {}", partition, snapshot, reason);
        parts.metrics().rebuilt();
        yield new Counting(new ItemLedger(settings.statistics()), 0).behavior();
      }
    };
  }

  private static Behavior<Command> fail(Throwable cause) {
    throw new IllegalStateException("item partition: " + cause.getMessage(), cause);
  }

  /** The partition while it counts. */
  private final class Counting implements ItemDeltaLog.Reader {
    private final ItemLedger ledger;
    private final ItemDeltaLog.Reading reading;
    private long nextOffset;
    private long keptOffset;
    private boolean publishing;
    private boolean keeping;

    Counting(ItemLedger ledger, long nextOffset) {
      this.ledger = ledger;
      this.nextOffset = nextOffset;
      this.keptOffset = nextOffset;
      this.reading = parts.deltas().read(partition, nextOffset, this);
      timers.startTimerWithFixedDelay(Tick.PUBLISH, settings.publishEvery());
      timers.startTimerWithFixedDelay(Tick.KEEP, settings.keepEvery());
    }

    @Override
    public CompletionStage<?> read(List<ItemDelta> deltas, long next) {
      return AskPattern.<Command, Applied>ask(
          context.getSelf(),
          replyTo -> new Apply(deltas, next, replyTo),
          APPLY_TIMEOUT,
          context.getSystem().scheduler());
    }

    @Override
    public void failed(Throwable cause) {
      context.getSelf().tell(new ReadingFailed(cause));
    }

    Behavior<Command> behavior() {
      return Behaviors.receive(Command.class)
          .onMessage(Command.class, this::on)
          .onSignal(PreRestart.class, _ -> closed())
          .onSignal(PostStop.class, _ -> closed())
          .build();
    }

    private Behavior<Command> closed() {
      reading.close();
      return Behaviors.same();
    }

    private Behavior<Command> on(Command command) {
      switch (command) {
        case Apply(_, long next, _) when next <= nextOffset -> {
          return forget(next);
        }
        case Apply(var deltas, long next, var replyTo) -> {
          apply(deltas, next);
          replyTo.tell(Applied.APPLIED);
        }
        case Tick.PUBLISH -> publish();
        case Tick.KEEP -> keep();
        case Published(int stats) -> published(stats);
        case PublishFailed(var stats, var cause) -> retryLater(stats, cause);
        case Retry(var stats) -> publish(stats);
        case Kept(long offset) -> kept(offset);
        case KeepFailed(var cause) -> keepFailed(cause);
        case ReadingFailed(var cause) -> {
          return fail(cause);
        }
        case Stop _ -> {
          keepNow();
          return Behaviors.stopped();
        }
        case Restored _ -> {
          return Behaviors.unhandled();
        }
      }
      return Behaviors.same();
    }

    /** The log has lost its end and has been written anew: the ledger is of another past. */
    private Behavior<Command> forget(long next) {
      snapshot.discard();
      return fail(
          new IllegalStateException(
              "got offset %d after %d: the log has lost its end".formatted(next, nextOffset)));
    }

    private void apply(List<ItemDelta> deltas, long next) {
      deltas.forEach(ledger::apply);
      nextOffset = next;
      parts.metrics().counted(deltas.size());
    }

    private void publish() {
      ledger.advance(parts.clock().millis());
      if (!publishing && ledger.isChanged()) {
        publish(ledger.drainChanges(nextOffset, settings.publishItems()));
      }
    }

    private void publish(List<ItemStats> stats) {
      publishing = true;
      context.pipeToSelf(
          parts.stats().publish(stats),
          (_, failure) ->
              failure == null ? new Published(stats.size()) : new PublishFailed(stats, failure));
    }

    private void published(int stats) {
      publishing = false;
      parts.metrics().published(stats, true);
      if (stats >= settings.publishItems()) {
        publish(); // more than fits at once has changed
      }
    }

    private void retryLater(List<ItemStats> stats, Throwable cause) {
      parts.metrics().published(stats.size(), false);
      context
          .getLog()
          .warn("{} stats of items are published again: {}", stats.size(), cause.toString());
      timers.startSingleTimer(new Retry(stats), settings.retryAfter());
    }

    /** Between two publications: what is handed out but not published would be forgotten. */
    private void keep() {
      if (publishing || keeping || nextOffset == keptOffset) {
        return;
      }
      keeping = true;
      var image = ledger.image();
      long offset = nextOffset;
      context.pipeToSelf(
          CompletableFuture.runAsync(() -> write(image, offset), disk),
          (_, failure) -> failure == null ? new Kept(offset) : new KeepFailed(failure));
    }

    private void kept(long offset) {
      keeping = false;
      keptOffset = offset;
      parts.metrics().kept(true);
    }

    private void keepFailed(Throwable cause) {
      keeping = false;
      parts.metrics().kept(false);
      context.getLog().warn("{} could not be written; the former one stays", snapshot, cause);
    }

    private void keepNow() {
      if (!publishing && !keeping && nextOffset != keptOffset) {
        try {
          write(ledger.image(), nextOffset);
        } catch (UncheckedIOException e) {
          keepFailed(e);
        }
      }
    }

    private void write(LedgerImage image, long offset) {
      try {
        snapshot.write(image, offset);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
