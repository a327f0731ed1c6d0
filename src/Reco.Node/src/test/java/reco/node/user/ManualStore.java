package reco.node.user;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import reco.model.id.UserId;
import reco.model.user.UserState;

/**
 * A store in memory with the real compare-and-set. Answers at once, or, while {@link #hold} is in
 * force, when the test says so; fails as often as the test asks.
 */
final class ManualStore implements UserStateStore {
  private final Map<UserId, UserState> states = new ConcurrentHashMap<>();
  private final Queue<Runnable> held = new ArrayDeque<>();
  private long lineage = 1;
  private boolean holding;
  private int failures;
  private int loads;
  private int saves;

  synchronized void hold() {
    holding = true;
  }

  synchronized void failNext(int commands) {
    failures = commands;
  }

  /** Lets the oldest command that is held take effect and be answered. */
  synchronized void answerNext() {
    held.remove().run();
  }

  synchronized void release() {
    holding = false;
    held.forEach(Runnable::run);
    held.clear();
  }

  synchronized int heldCommands() {
    return held.size();
  }

  synchronized int loads() {
    return loads;
  }

  synchronized int saves() {
    return saves;
  }

  UserState stored(UserId user) {
    return states.getOrDefault(user, UserState.empty(user));
  }

  /** Writes as another copy of the actor would. */
  void write(UserState state) {
    states.put(state.user(), state);
  }

  /** Gives way to a store with a lineage of its own that holds what the test writes. */
  synchronized void replace(long newLineage) {
    lineage = newLineage;
    states.clear();
  }

  @Override
  public synchronized CompletionStage<Stored> load(UserId user) {
    loads++;
    return answer(() -> new Stored(stored(user), lineage));
  }

  @Override
  public synchronized CompletionStage<SaveResult> compareAndSet(
      long expectedRevision, Stored next) {
    saves++;
    return answer(() -> {
      if (next.lineage() != lineage) {
        return new SaveResult.Replaced();
      }
      long found = stored(next.state().user()).revision();
      if (found != expectedRevision) {
        return new SaveResult.Conflict(found);
      }
      states.put(next.state().user(), next.state());
      return new SaveResult.Saved();
    });
  }

  @Override
  public void close() {}

  private <T> CompletionStage<T> answer(Supplier<T> command) {
    if (failures > 0) {
      failures--;
      return CompletableFuture.failedFuture(new StoreUnavailableException("as the test wants"));
    }
    if (!holding) {
      return CompletableFuture.completedFuture(command.get());
    }
    var later = new CompletableFuture<T>();
    held.add(() -> later.complete(command.get()));
    return later;
  }
}
