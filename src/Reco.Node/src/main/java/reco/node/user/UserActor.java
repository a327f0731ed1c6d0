package reco.node.user;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import reco.model.id.UserId;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.user.UserState;
import reco.node.user.UserStateStore.SaveResult;
import reco.node.user.UserStateStore.Stored;

/**
 * One user's live features. A cluster-sharded entity: the only writer of that user's state.
 *
 * <p>Phases: loading, serving, persisting, passivating. While a save is under way, groups queue up
 * to be applied together, and reads are answered from what was saved last: a slow store never hides
 * a user's features. A group is acknowledged after the save that holds it, and never otherwise; one
 * that was refused may be sent again, for the reducer counts an event once.
 *
 * <p>A group is applied to a record of the lineage that its sender reads the log for: else the
 * record may lack events before it. Where the store has come to another lineage the record is read
 * again; if it has lost what is still in memory here, that is saved anew.
 */
public final class UserActor {
  /** What a user's actor takes. */
  public sealed interface Command {}

  /** A command from outside; sharding delivers it by its user. */
  public sealed interface Request extends Command {
    UserId user();
  }

  /**
   * Applies a group of this user's events, in log order, and saves.
   *
   * @param lineage of the store from whose checkpoint the log is read
   */
  public record Observe(
      UserId user, List<Observation> group, long lineage, ActorRef<ObserveReply> replyTo)
      implements Request {
    public Observe {
      group = List.copyOf(group);
    }
  }

  /**
   * Asks for the state.
   *
   * @param atLeast waits until this position has been applied
   * @param deadlineMillis end of the wait, epoch milliseconds; the answer is stale then
   */
  public record Read(
      UserId user, Optional<LogPosition> atLeast, long deadlineMillis, ActorRef<ReadReply> replyTo)
      implements Request {}

  /** Ends the actor after the save under way: to passivate it, or to hand its shard over. */
  public enum Stop implements Command {
    STOP
  }

  /** Answers {@link Observe}. */
  public sealed interface ObserveReply {}

  /** Answers {@link Read}. */
  public sealed interface ReadReply {}

  /** The group is in the store. */
  public record Observed(long revision) implements ObserveReply {}

  /**
   * The state as it was saved last.
   *
   * @param stale whether the position asked for had not been applied in time
   */
  public record State(UserState state, boolean stale) implements ReadReply {}

  /**
   * @param cause a few fixed words
   */
  public record Refused(String cause) implements ObserveReply, ReadReply {}

  private record Loaded(Stored stored) implements Command {}

  private record LoadFailed(Throwable cause) implements Command {}

  private record Persisted(SaveResult result) implements Command {}

  private record PersistFailed(Throwable cause) implements Command {}

  record Expired(Read read) implements Command {}

  private enum Retry implements Command {
    RETRY
  }

  /**
   * A save under way.
   *
   * @param before what is known if it fails; of an earlier lineage where the store has lost it
   */
  private record Write(Stored before, Stored after, List<Observe> groups, int attempt) {
    Write again() {
      return new Write(before, after, groups, attempt + 1);
    }
  }

  private static final String UNAVAILABLE = "store unavailable";
  private static final String REPLACED = "store replaced";

  private final UserId user;
  private final UserStateStore store;
  private final UserSettings settings;
  private final UserMetrics metrics;
  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;

  private final QueuedGroups groups;
  private final WaitingReads reads;

  private UserActor(
      UserId user,
      UserStateStore store,
      UserSettings settings,
      InstantSource clock,
      UserMetrics metrics,
      ActorContext<Command> context,
      TimerScheduler<Command> timers) {
    this.user = user;
    this.store = store;
    this.settings = settings;
    this.metrics = metrics;
    this.context = context;
    this.timers = timers;
    this.groups = new QueuedGroups(settings, metrics);
    this.reads = new WaitingReads(settings, clock, timers, metrics);
  }

  public static Behavior<Command> create(
      UserId user,
      UserStateStore store,
      UserSettings settings,
      InstantSource clock,
      UserMetrics metrics) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          metrics.started();
          return new UserActor(user, store, settings, clock, metrics, context, timers)
              .load(Optional.empty(), 1);
        }));
  }

  private Behavior<Command> load(Optional<Stored> memory, int attempt) {
    context.pipeToSelf(
        store.load(user),
        (stored, failure) -> failure == null ? new Loaded(stored) : new LoadFailed(failure));
    return memory.map(known -> reloading(known, attempt)).orElseGet(() -> loading(attempt));
  }

  /** Nothing is known of the user yet; after a failed attempt, reads are refused at once. */
  private Behavior<Command> loading(int attempt) {
    return phase(command ->
        switch (command) {
          case Observe observe -> stay(() -> groups.offer(observe));
          case Read read when attempt > 1 -> stay(() -> reads.refuse(read, UNAVAILABLE));
          case Read read -> stay(() -> reads.await(read));
          case Expired(var read) -> stay(() -> reads.expire(read, Optional.empty()));
          case Loaded(var stored) -> {
            metrics.loaded("ok");
            yield apply(stored, stored);
          }
          case LoadFailed(var cause) -> loadFailed(attempt, cause);
          case Retry _ -> load(Optional.empty(), attempt);
          case Stop _ -> stop("moving");
          case Persisted _, PersistFailed _ -> Behaviors.unhandled();
        });
  }

  private Behavior<Command> loadFailed(int attempt, Throwable cause) {
    failed(attempt, cause);
    reads.refuseAll(UNAVAILABLE);
    return attempt == settings.attempts()
        ? stop(UNAVAILABLE) // the next message starts the actor anew
        : loading(attempt + 1);
  }

  /** The store may have changed; reads are answered from memory. */
  private Behavior<Command> reloading(Stored memory, int attempt) {
    return phase(command ->
        switch (command) {
          case Observe observe -> stay(() -> groups.offer(observe));
          case Read read -> stay(() -> reads.answer(read, memory.state()));
          case Expired(var read) -> stay(() -> reads.expire(read, Optional.of(memory.state())));
          case Loaded(var stored) -> {
            metrics.loaded("ok");
            yield apply(stored, whole(stored, memory));
          }
          case LoadFailed(var cause) -> reloadFailed(memory, attempt, cause);
          case Retry _ -> load(Optional.of(memory), attempt);
          case Stop _ -> stop("moving");
          case Persisted _, PersistFailed _ -> Behaviors.unhandled();
        });
  }

  private Behavior<Command> reloadFailed(Stored memory, int attempt, Throwable cause) {
    failed(attempt, cause);
    if (attempt == settings.attempts()) {
      groups.refuseAll(UNAVAILABLE);
      return serving(memory);
    }
    return reloading(memory, attempt + 1);
  }

  private void failed(int attempt, Throwable cause) {
    metrics.loaded("failed");
    context.getLog().debug("load {} of a state failed: {}", attempt, cause.toString());
    if (attempt < settings.attempts()) {
      timers.startSingleTimer(Retry.RETRY, settings.backoff(attempt));
    }
  }

  /** What the store holds, or what it has lost of it and is still here. */
  private Stored whole(Stored stored, Stored memory) {
    if (!memory.state().watermarks().isAheadOf(stored.state().watermarks())) {
      return stored;
    }
    metrics.restored();
    return memory;
  }

  private Behavior<Command> serving(Stored held) {
    return phase(command ->
        switch (command) {
          case Observe observe -> {
            groups.offer(observe);
            yield proceed(held);
          }
          case Read read -> stay(() -> reads.answer(read, held.state()));
          case Expired(var read) -> stay(() -> reads.expire(read, Optional.of(held.state())));
          case Stop _ -> stop("moving");
          case Loaded _, LoadFailed _, Persisted _, PersistFailed _, Retry _ ->
              Behaviors.unhandled();
        });
  }

  /** Applies what has queued up to a state that is in the store, unless that has changed. */
  private Behavior<Command> proceed(Stored held) {
    return groups.areOf(held.lineage()) ? apply(held, held) : load(Optional.of(held), 1);
  }

  /**
   * Applies what has queued up and saves it.
   *
   * @param stored what the store holds; groups of another lineage are refused
   * @param known the same, or what the store has lost
   */
  private Behavior<Command> apply(Stored stored, Stored known) {
    reads.release(known.state());
    var taken = groups.take(stored.lineage());
    var next = known.state().apply(taken.stream().flatMap(each -> each.group().stream()).toList());
    if (next.equals(stored.state())) { // all of it is in the store already
      groups.acknowledge(taken, next.revision());
      return serving(stored);
    }
    var after = new Stored(next.withRevision(stored.state().revision() + 1), stored.lineage());
    return save(new Write(known, after, taken, 1));
  }

  private Behavior<Command> save(Write write) {
    context.pipeToSelf(
        store.compareAndSet(write.after().state().revision() - 1, write.after()),
        (result, failure) -> failure == null ? new Persisted(result) : new PersistFailed(failure));
    return persisting(write);
  }

  private Behavior<Command> persisting(Write write) {
    var before = write.before().state();
    return phase(command ->
        switch (command) {
          case Observe observe -> stay(() -> groups.offer(observe));
          case Read read -> stay(() -> reads.answer(read, before));
          case Expired(var read) -> stay(() -> reads.expire(read, Optional.of(before)));
          case Persisted(SaveResult.Saved _) -> {
            saved(write);
            yield proceed(write.after());
          }
          case Persisted(SaveResult.Conflict(var found)) -> {
            context.getLog().info("{}: another save has come to revision {}", user, found);
            yield reload(write, "conflict");
          }
          case Persisted(SaveResult.Replaced _) -> reload(write, REPLACED);
          case PersistFailed(var cause) -> persistFailed(write, cause);
          case Retry _ -> save(write.again());
          case Stop _ -> passivating(write);
          case Loaded _, LoadFailed _ -> Behaviors.unhandled();
        });
  }

  private void saved(Write write) {
    metrics.saved("ok");
    groups.acknowledge(write.groups(), write.after().state().revision());
  }

  /**
   * Another copy of this actor has written, a save that seemed to fail did not, or the store is not
   * the one that it was.
   */
  private Behavior<Command> reload(Write write, String result) {
    metrics.saved(result);
    groups.refuse(write.groups(), result);
    return load(Optional.of(write.before()), 1);
  }

  private Behavior<Command> persistFailed(Write write, Throwable cause) {
    metrics.saved("failed");
    context.getLog().debug("save {} of a state failed: {}", write.attempt(), cause.toString());
    if (write.attempt() == settings.attempts()) {
      groups.refuse(write.groups(), UNAVAILABLE);
      groups.refuseAll(UNAVAILABLE);
      return serving(write.before());
    }
    timers.startSingleTimer(Retry.RETRY, settings.backoff(write.attempt()));
    return Behaviors.same();
  }

  /** Waits for the save under way and no longer; senders find the user's next actor. */
  private Behavior<Command> passivating(Write write) {
    groups.refuseAll("moving");
    reads.refuseAll("moving");
    return phase(command ->
        switch (command) {
          case Observe observe -> stay(() -> groups.refuse(List.of(observe), "moving"));
          case Read read -> stay(() -> reads.refuse(read, "moving"));
          case Persisted(SaveResult.Saved _) -> {
            saved(write);
            yield Behaviors.stopped();
          }
          case Persisted _, PersistFailed _, Retry _ -> {
            groups.refuse(write.groups(), "moving");
            yield Behaviors.stopped();
          }
          case Expired _, Stop _ -> Behaviors.same();
          case Loaded _, LoadFailed _ -> Behaviors.unhandled();
        });
  }

  private Behavior<Command> stop(String cause) {
    groups.refuseAll(cause);
    reads.refuseAll(cause);
    return Behaviors.stopped();
  }

  private static Behavior<Command> stay(Runnable step) {
    step.run();
    return Behaviors.same();
  }

  private Behavior<Command> phase(Function<Command, Behavior<Command>> onCommand) {
    return Behaviors.receive(
        (_, command) -> onCommand.apply(command),
        (_, signal) -> {
          if (signal instanceof PostStop) {
            metrics.stopped();
          }
          return Behaviors.same();
        });
  }
}
