package reco.cluster;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks for slates at a steady rate, one user after another, whatever becomes of the calls before. A
 * call that fails is made once more, at another node, as a balancer would.
 */
final class Callers implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(40);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 2;

  private final Api api;
  private final Balancer balancer;
  private final List<String> users;
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turns = new AtomicInteger();
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

  /** How a call came out. */
  enum Outcome {
    PERSONAL,
    WITHOUT_USER,
    FAILED
  }

  /**
   * A call that has ended.
   *
   * @param sentNanos when it was made first, as {@link System#nanoTime}
   */
  record Call(long sentNanos, String user, int attempts, Outcome outcome) {}

  Callers(ThreeNodes nodes, Balancer balancer, List<String> users) {
    this.api = new Api(nodes, TIMEOUT);
    this.balancer = balancer;
    this.users = users;
    pace.scheduleAtFixedRate(
        () -> Thread.ofVirtual().start(this::call), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void call() {
    String user = users.get(turns.getAndIncrement() % users.size());
    long sent = System.nanoTime();
    Outcome outcome = Outcome.FAILED;
    int attempts = 0;
    while (outcome == Outcome.FAILED && attempts < ATTEMPTS) {
      attempts++;
      outcome = ask(user);
    }
    calls.add(new Call(sent, user, attempts, outcome));
  }

  private Outcome ask(String user) {
    try {
      var answer = api.get(balancer.next(), "/api/v1/recommendations?count=5&user_id=" + user);
      if (!answer.isOk() || answer.json().getAsJsonArray("items").isEmpty()) {
        return Outcome.FAILED;
      }
      return answer.json().getAsJsonArray("degraded").asList().stream()
              .anyMatch(each -> each.getAsJsonObject().get("stage").getAsString().equals("user"))
          ? Outcome.WITHOUT_USER
          : Outcome.PERSONAL;
    } catch (UncheckedIOException noAnswer) {
      return Outcome.FAILED;
    }
  }

  /** Calls that were made from a moment on and have ended. */
  List<Call> since(long nanos) {
    return calls.stream().filter(call -> call.sentNanos() - nanos >= 0).toList();
  }

  /** After how long the last of the users had an answer of their own; empty while one has none. */
  Optional<Duration> allPersonalSince(long nanos) {
    List<Call> since = since(nanos);
    long last = 0;
    for (String user : users) {
      var first =
          since.stream()
              .filter(call -> call.user().equals(user) && call.outcome() == Outcome.PERSONAL)
              .mapToLong(call -> call.sentNanos() - nanos)
              .min();
      if (first.isEmpty()) {
        return Optional.empty();
      }
      last = Math.max(last, first.getAsLong());
    }
    return Optional.of(Duration.ofNanos(last));
  }

  @Override
  public void close() {
    pace.shutdownNow();
  }
}
