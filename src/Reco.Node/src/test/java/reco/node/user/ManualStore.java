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

  @Override
  public synchronized CompletionStage<UserState> load(UserId user) {
    loads++;
    return answer(() -> stored(user));
  }

  @Override
  public synchronized CompletionStage<SaveResult> compareAndSet(
      long expectedRevision, UserState next) {
    saves++;
    return answer(() -> {
      long found = stored(next.user()).revision();
      if (found != expectedRevision) {
        return new SaveResult.Conflict(found);
      }
      states.put(next.user(), next);
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
