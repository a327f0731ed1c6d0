package reco.node.user;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

/**
 * One user's live features. A cluster-sharded entity: the only writer of that user's state.
 *
 * <p>Phases: loading, serving, persisting, passivating. While a save is under way, groups queue up
 * to be applied together, and reads are answered from what was saved last: a slow store never hides
 * a user's features. A group is acknowledged after the save that holds it, and never otherwise; one
 * that was refused may be sent again, for the reducer counts an event once.
 */
public final class UserActor {
  /** What a user's actor takes. */
  public sealed interface Command {}

  /** A command from outside; sharding delivers it by its user. */
  public sealed interface Request extends Command {
    UserId user();
  }

  /** Applies a group of this user's events, in log order, and saves. */
  public record Observe(UserId user, List<Observation> group, ActorRef<ObserveReply> replyTo)
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

  private record Loaded(UserState state) implements Command {}

  private record LoadFailed(Throwable cause) implements Command {}

  private record Persisted(SaveResult result) implements Command {}

  private record PersistFailed(Throwable cause) implements Command {}

  private record Expired(Read read) implements Command {}

  private enum Retry implements Command {
    RETRY
  }

  /** A save under way. */
  private record Write(UserState before, UserState after, List<Observe> groups, int attempt) {
    Write again() {
      return new Write(before, after, groups, attempt + 1);
    }
  }

  private final UserId user;
  private final UserStateStore store;
  private final UserSettings settings;
  private final InstantSource clock;
  private final UserMetrics metrics;
  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;

  private final ArrayDeque<Observe> queued = new ArrayDeque<>();
  private final List<Read> waiting = new ArrayList<>();

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
    this.clock = clock;
    this.metrics = metrics;
    this.context = context;
    this.timers = timers;
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
          return new UserActor(user, store, settings, clock, metrics, context, timers).load(1);
        }));
  }

  private Behavior<Command> load(int attempt) {
    context.pipeToSelf(
        store.load(user),
        (state, failure) -> failure == null ? new Loaded(state) : new LoadFailed(failure));
    return loading(attempt);
  }

  /** Nothing is known of the user yet; after a failed attempt, reads are refused at once. */
  private Behavior<Command> loading(int attempt) {
    return phase(command ->
        switch (command) {
          case Observe observe -> queue(observe);
          case Read read when attempt > 1 -> refuse(read, "store unavailable");
          case Read read -> await(read, () -> refuse(read, "queue full"));
          case Expired(var read) -> expire(read, () -> refuse(read, "timeout"));
          case Loaded(var state) -> {
            metrics.loaded("ok");
            yield proceed(state);
          }
          case LoadFailed(var cause) -> loadFailed(attempt, cause);
          case Retry _ -> load(attempt);
          case Stop _ -> stop("moving");
          case Persisted _, PersistFailed _ -> Behaviors.unhandled();
        });
  }

  private Behavior<Command> loadFailed(int attempt, Throwable cause) {
    metrics.loaded("failed");
    context.getLog().debug("load {} of a state failed: {}", attempt, cause.toString());
    refuseWaiting("store unavailable");
    if (attempt == settings.attempts()) {
      return stop("store unavailable"); // the next message starts the actor anew
    }
    timers.startSingleTimer(Retry.RETRY, settings.backoff(attempt));
    return loading(attempt + 1);
  }

  private Behavior<Command> serving(UserState state) {
    return phase(command ->
        switch (command) {
          case Observe observe -> apply(state, List.of(observe));
          case Read read -> answer(read, state);
          case Expired(var read) -> expire(read, () -> tell(read, state, true));
          case Stop _ -> stop("moving");
          case Loaded _, LoadFailed _, Persisted _, PersistFailed _, Retry _ ->
              Behaviors.unhandled();
        });
  }

  /** Serves a state that is in the store, and applies the groups that have queued up. */
  private Behavior<Command> proceed(UserState state) {
    release(state);
    if (queued.isEmpty()) {
      return serving(state);
    }
    var groups = List.copyOf(queued);
    queued.clear();
    return apply(state, groups);
  }

  private Behavior<Command> apply(UserState state, List<Observe> groups) {
    var next = state.apply(groups.stream().flatMap(observe -> observe.group().stream()).toList());
    if (next.equals(state)) { // all of it was in the store already
      acknowledge(groups, state.revision());
      return serving(state);
    }
    return save(new Write(state, next.withRevision(state.revision() + 1), groups, 1));
  }

  private Behavior<Command> save(Write write) {
    context.pipeToSelf(
        store.compareAndSet(write.before().revision(), write.after()),
        (result, failure) -> failure == null ? new Persisted(result) : new PersistFailed(failure));
    return persisting(write);
  }

  private Behavior<Command> persisting(Write write) {
    return phase(command ->
        switch (command) {
          case Observe observe -> queue(observe);
          case Read read -> answer(read, write.before());
          case Expired(var read) -> expire(read, () -> tell(read, write.before(), true));
          case Persisted(SaveResult.Saved _) -> {
            saved(write);
            yield proceed(write.after());
          }
          case Persisted(SaveResult.Conflict(var found)) -> conflict(write, found);
          case PersistFailed(var cause) -> persistFailed(write, cause);
          case Retry _ -> save(write.again());
          case Stop _ -> passivating(write);
          case Loaded _, LoadFailed _ -> Behaviors.unhandled();
        });
  }

  private void saved(Write write) {
    metrics.saved("ok");
    acknowledge(write.groups(), write.after().revision());
  }

  /** Another copy of this actor has written, or a save that seemed to fail did not. */
  private Behavior<Command> conflict(Write write, long found) {
    metrics.saved("conflict");
    context
        .getLog()
        .info("{}: revision {} in the store, expected {}", user, found, write.before().revision());
    refuse(write.groups(), "revision conflict");
    return load(1);
  }

  private Behavior<Command> persistFailed(Write write, Throwable cause) {
    metrics.saved("failed");
    context.getLog().debug("save {} of a state failed: {}", write.attempt(), cause.toString());
    if (write.attempt() == settings.attempts()) {
      refuse(write.groups(), "store unavailable");
      refuseQueued("store unavailable");
      return serving(write.before());
    }
    timers.startSingleTimer(Retry.RETRY, settings.backoff(write.attempt()));
    return Behaviors.same();
  }

  /** Waits for the save under way and no longer; senders find the user's next actor. */
  private Behavior<Command> passivating(Write write) {
    refuseQueued("moving");
    refuseWaiting("moving");
    return phase(command ->
        switch (command) {
          case Observe observe -> refuse(observe, "moving");
          case Read read -> refuse(read, "moving");
          case Persisted(SaveResult.Saved _) -> {
            saved(write);
            yield Behaviors.stopped();
          }
          case Persisted _, PersistFailed _, Retry _ -> {
            refuse(write.groups(), "moving");
            yield Behaviors.stopped();
          }
          case Expired _, Stop _ -> Behaviors.same();
          case Loaded _, LoadFailed _ -> Behaviors.unhandled();
        });
  }

  private Behavior<Command> stop(String cause) {
    refuseQueued(cause);
    refuseWaiting(cause);
    return Behaviors.stopped();
  }

  private Behavior<Command> queue(Observe observe) {
    int events = queued.stream().mapToInt(each -> each.group().size()).sum();
    if (events + observe.group().size() > settings.queuedEvents()) {
      return refuse(observe, "queue full");
    }
    queued.add(observe);
    return Behaviors.same();
  }

  private Behavior<Command> answer(Read read, UserState state) {
    return hasReached(state, read)
        ? tell(read, state, false)
        : await(read, () -> tell(read, state, true));
  }

  private static boolean hasReached(UserState state, Read read) {
    return read.atLeast().map(state.watermarks()::reached).orElse(true);
  }

  private Behavior<Command> tell(Read read, UserState state, boolean stale) {
    read.replyTo().tell(new State(state, stale));
    return Behaviors.same();
  }

  private Behavior<Command> await(Read read, Reply otherwise) {
    var left = Duration.ofMillis(read.deadlineMillis() - clock.millis());
    if (waiting.size() == settings.waitingReads() || !left.isPositive()) {
      return otherwise.send();
    }
    waiting.add(read);
    timers.startSingleTimer(read, new Expired(read), left);
    return Behaviors.same();
  }

  private Behavior<Command> expire(Read read, Reply reply) {
    return waiting.remove(read) ? reply.send() : Behaviors.same();
  }

  private void release(UserState state) {
    waiting.removeIf(read -> {
      if (!hasReached(state, read)) {
        return false;
      }
      timers.cancel(read);
      tell(read, state, false);
      return true;
    });
  }

  private void acknowledge(List<Observe> groups, long revision) {
    groups.forEach(observe -> {
      metrics.applied(observe.group().size());
      observe.replyTo().tell(new Observed(revision));
    });
  }

  private void refuse(List<Observe> groups, String cause) {
    groups.forEach(observe -> refuse(observe, cause));
  }

  private void refuseQueued(String cause) {
    queued.forEach(observe -> refuse(observe, cause));
    queued.clear();
  }

  private void refuseWaiting(String cause) {
    waiting.forEach(read -> {
      timers.cancel(read);
      refuse(read, cause);
    });
    waiting.clear();
  }

  private Behavior<Command> refuse(Observe observe, String cause) {
    metrics.refused(cause);
    observe.replyTo().tell(new Refused(cause));
    return Behaviors.same();
  }

  private Behavior<Command> refuse(Read read, String cause) {
    metrics.refused(cause);
    read.replyTo().tell(new Refused(cause));
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

  @FunctionalInterface
  private interface Reply {
    Behavior<Command> send();
  }
}
