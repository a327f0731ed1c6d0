package reco.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reco.cluster.Callers.Call;
import reco.cluster.Callers.Outcome;

/** Three nodes with items, users who come back, and callers and events all the time. */
final class Loaded implements AutoCloseable {
  /** How long answers may go without what their users did. */
  static final Duration PERSONAL_WITHIN = Duration.ofSeconds(25);

  private static final int USERS = 40;
  private static final int ITEMS = 40;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(4);
  private static final String CONFLICTS = "reco_user_saves_total{result=\"conflict\"}";

  private final ThreeNodes nodes;
  private final Api api;
  private final Balancer balancer;
  private final Callers callers;
  private final Ledger ledger;

  private Loaded(ThreeNodes nodes) {
    this.nodes = nodes;
    this.api = new Api(nodes, TIMEOUT);
    putItems();
    this.balancer = new Balancer(nodes);
    List<String> users = IntStream.range(0, USERS).mapToObj(n -> "u" + n).toList();
    this.ledger = new Ledger(nodes, balancer, users, ITEMS);
    this.callers = new Callers(nodes, balancer, users);
    settle();
  }

  static Loaded start(Path state, String settings) throws IOException, InterruptedException {
    ThreeNodes nodes = ThreeNodes.up(state, settings);
    try {
      return new Loaded(nodes);
    } catch (RuntimeException | AssertionError e) {
      nodes.close();
      throw e;
    }
  }

  private void putItems() {
    for (int i = 0; i < ITEMS; i++) {
      String item = "{\"title\":\"Item %d\",\"categories\":[\"c%d\"]}".formatted(i, i % 5);
      assertThat(api.send(1, "PUT", "/api/v1/items/i" + i, item).status()).isLessThan(300);
    }
    await()
        .atMost(SETTLES_WITHIN)
        .until(() ->
            ThreeNodes.ALL.stream()
                .allMatch(node -> api.get(node, "/api/v1/items/i" + (ITEMS - 1)).isOk()));
  }

  /** Waits until every node serves and every user's answers are their own. */
  void settle() {
    until(() -> balancer.ready().size() == ThreeNodes.ALL.size());
    long now = System.nanoTime();
    until(() -> callers.allPersonalSince(now).isPresent());
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(SETTLES_WITHIN).pollInterval(50, TimeUnit.MILLISECONDS).until(condition);
  }

  ThreeNodes nodes() {
    return nodes;
  }

  Balancer balancer() {
    return balancer;
  }

  List<Call> callsSince(long nanos) {
    return callers.since(nanos);
  }

  /** Waits until every user's answers are their own again, and says after how long they were. */
  Duration personalAgain(long since) {
    until(() -> callers.allPersonalSince(since).isPresent());
    return callers.allPersonalSince(since).orElseThrow();
  }

  static Stream<Call> with(List<Call> calls, Outcome outcome) {
    return calls.stream().filter(call -> call.outcome() == outcome);
  }

  /** Saves that were refused, since another copy of the user's actor had written. */
  long conflicts() {
    return balancer.ready().stream().mapToLong(node -> (long) api.metric(node, CONFLICTS)).sum();
  }

  /** Ends the events and waits until every user's record has each accepted one exactly once. */
  void assertCountedOnce() {
    ledger.close();
    Map<String, Integer> expected = ledger.accepted();
    await()
        .atMost(SETTLES_WITHIN)
        .untilAsserted(() ->
            expected.forEach(
                (user, count) -> assertThat(interactions(user)).as(user).isEqualTo(count)));
  }

  private int interactions(String user) {
    return api.get(balancer.next(), "/api/v1/users/" + user).json().get("interactions").getAsInt();
  }

  @Override
  public void close() {
    callers.close();
    ledger.close();
    balancer.close();
    nodes.close();
  }
}
