package reco.cluster;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends events at a steady rate, each until it is accepted, and keeps what each user has had. */
final class Ledger implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final Duration LAST = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Api api;
  private final Balancer balancer;
  private final List<String> users;
  private final int items;
  private final Map<String, Integer> accepted = new ConcurrentHashMap<>();
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private int sent;

  Ledger(ThreeNodes nodes, Balancer balancer, List<String> users, int items) {
    this.api = new Api(nodes, TIMEOUT);
    this.balancer = balancer;
    this.users = users;
    this.items = items;
    pace.scheduleAtFixedRate(this::send, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** One event, to nodes in turn until one accepts it. */
  private void send() {
    int n = sent++;
    String user = users.get(n % users.size());
    String event =
        "{\"event_id\":\"e%d\",\"user_id\":\"%s\",\"item_id\":\"i%d\",\"event\":\"click\"}"
            .formatted(n, user, n % items);
    while (!isAccepted(event)) {
      Thread.onSpinWait();
    }
    accepted.merge(user, 1, Integer::sum);
  }

  /** The id of the event makes one that was accepted without an answer count once. */
  private boolean isAccepted(String event) {
    try {
      return api.send(balancer.next(), "POST", "/api/v1/events", event).isOk();
    } catch (UncheckedIOException unknown) {
      return false;
    }
  }

  /** Events by user. */
  Map<String, Integer> accepted() {
    return Map.copyOf(accepted);
  }

  /** Ends with the event under way accepted. */
  @Override
  public void close() {
    pace.shutdown();
    try {
      pace.awaitTermination(LAST.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
