package reco.node.catalogue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Who waits for an item's version, and which versions of deleted items were reached lately. */
final class VersionWaits {
  static final int MAX_WAITS = 10_000;
  static final int MAX_DELETES = 10_000;

  private final Map<Long, List<Wait>> waits = new HashMap<>();
  private final Map<Long, Long> deletes =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > MAX_DELETES;
        }
      };
  private int size;

  private record Wait(long version, CompletableFuture<Boolean> reached) {}

  /**
   * Waits for a version that has not been reached.
   *
   * @return true once it is; false after the timeout, or at once where too many wait
   */
  synchronized CompletionStage<Boolean> add(long key, long version, Duration timeout) {
    if (size == MAX_WAITS) {
      return CompletableFuture.completedFuture(false);
    }
    Wait wait = new Wait(version, new CompletableFuture<>());
    waits.computeIfAbsent(key, _ -> new ArrayList<>()).add(wait);
    size++;
    wait.reached.completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS);
    return wait.reached.whenComplete((_, _) -> remove(key, wait));
  }

  /** Whether an item that is not here was deleted at that version or a later one. */
  synchronized boolean wasDeletedAt(long key, long version) {
    return deletes.getOrDefault(key, Long.MIN_VALUE) >= version;
  }

  synchronized void deleted(long key, long version) {
    deletes.put(key, version);
    reached(key, version);
  }

  /** Lets go who waited for it; they run on another thread than the writer's. */
  synchronized void reached(long key, long version) {
    for (Wait wait : waits.getOrDefault(key, List.of())) {
      if (wait.version <= version) {
        wait.reached.completeAsync(() -> true);
      }
    }
  }

  private synchronized void remove(long key, Wait wait) {
    List<Wait> ofItem = waits.get(key);
    if (ofItem != null && ofItem.remove(wait)) {
      size--;
      if (ofItem.isEmpty()) {
        waits.remove(key);
      }
    }
  }

  synchronized int size() {
    return size;
  }
}
