package reco.node.user;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import reco.model.id.UserId;
import reco.model.user.UserState;

/**
 * A store that tells an observer of each state that it has loaded or saved.
 *
 * @param observer called on the store's threads; must be quick
 */
public record ObservedUserStateStore(UserStateStore store, Consumer<UserState> observer)
    implements UserStateStore {
  @Override
  public CompletionStage<Stored> load(UserId user) {
    return store
        .load(user)
        .whenComplete((stored, _) -> {
          if (stored != null) {
            observer.accept(stored.state());
          }
        });
  }

  @Override
  public CompletionStage<SaveResult> compareAndSet(long expectedRevision, Stored next) {
    return store
        .compareAndSet(expectedRevision, next)
        .whenComplete((result, _) -> {
          if (result instanceof SaveResult.Saved) {
            observer.accept(next.state());
          }
        });
  }

  @Override
  public void close() {
    store.close();
  }
}
