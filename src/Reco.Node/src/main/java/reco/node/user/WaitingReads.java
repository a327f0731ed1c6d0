package reco.node.user;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import reco.model.user.UserState;
import reco.node.user.UserActor.Command;
import reco.node.user.UserActor.Expired;
import reco.node.user.UserActor.Read;
import reco.node.user.UserActor.Refused;
import reco.node.user.UserActor.State;

/** The reads of one user that wait, for the state or for a position of the log; bounded. */
final class WaitingReads {
  private final int most;
  private final InstantSource clock;
  private final TimerScheduler<Command> timers;
  private final UserMetrics metrics;
  private final List<Read> waiting = new ArrayList<>();

  WaitingReads(
      UserSettings settings,
      InstantSource clock,
      TimerScheduler<Command> timers,
      UserMetrics metrics) {
    this.most = settings.waitingReads();
    this.clock = clock;
    this.timers = timers;
    this.metrics = metrics;
  }

  /** Answers with the state once it has come to the read's position; stale at the deadline. */
  void answer(Read read, UserState state) {
    if (hasReached(state, read)) {
      tell(read, state, false);
    } else {
      await(read, late -> tell(late, state, true));
    }
  }

  /** Waits for the state itself. */
  void await(Read read) {
    await(read, refused -> refuse(refused, "queue full"));
  }

  private void await(Read read, Consumer<Read> otherwise) {
    var left = Duration.ofMillis(read.deadlineMillis() - clock.millis());
    if (waiting.size() == most || !left.isPositive()) {
      otherwise.accept(read);
      return;
    }
    waiting.add(read);
    timers.startSingleTimer(read, new Expired(read), left);
  }

  /** A read's time is up. */
  void expire(Read read, Optional<UserState> known) {
    if (waiting.remove(read)) {
      known.ifPresentOrElse(state -> tell(read, state, true), () -> refuse(read, "timeout"));
    }
  }

  /** Answers all that have waited for no more than this. */
  void release(UserState state) {
    waiting.removeIf(read -> {
      if (!hasReached(state, read)) {
        return false;
      }
      timers.cancel(read);
      tell(read, state, false);
      return true;
    });
  }

  void refuseAll(String cause) {
    waiting.forEach(read -> {
      timers.cancel(read);
      refuse(read, cause);
    });
    waiting.clear();
  }

  void refuse(Read read, String cause) {
    metrics.refused(cause);
    read.replyTo().tell(new Refused(cause));
  }

  private static boolean hasReached(UserState state, Read read) {
    return read.atLeast().map(state.watermarks()::reached).orElse(true);
  }

  private static void tell(Read read, UserState state, boolean stale) {
    read.replyTo().tell(new State(state, stale));
  }
}
