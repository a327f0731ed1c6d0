package reco.node.counting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reco.model.item.ItemStats;
import reco.node.log.ItemStatsLog;
import reco.node.log.LogUnavailableException;

/** Keeps what is published, in order. */
final class FakeStatsLog implements ItemStatsLog {
  private final List<ItemStats> published = new ArrayList<>();
  private boolean available = true;

  synchronized void setAvailable(boolean nowAvailable) {
    available = nowAvailable;
  }

  synchronized List<ItemStats> published() {
    return List.copyOf(published);
  }

  @Override
  public synchronized CompletionStage<?> publish(List<ItemStats> stats) {
    if (!available) {
      return CompletableFuture.failedFuture(
          new LogUnavailableException("takes no record now", new IllegalStateException()));
    }
    published.addAll(stats);
    return CompletableFuture.completedFuture(null);
  }
}
