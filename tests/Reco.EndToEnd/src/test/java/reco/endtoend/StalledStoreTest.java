package reco.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis stands still in the middle of load: what comes stays in the log, and slates go on. */
class StalledStoreTest {
  private static final int ITEMS = 60;
  private static final int USERS = 200;
  private static final int BATCHES = 10;
  private static final int BATCH = 1_000;

  /** Of each partition a round under way, one that fills, and a record between the two. */
  private static final int MOST_IN_FLIGHT = 64 * (2 * 32 + 1);

  @TempDir private Path state;

  @Test
  void theLogHoldsWhatTheStoreCannotTakeAndAllOfItIsAppliedOnceAfterwards() throws Exception {
    try (RecoServer reco = RecoServer.up(state)) {
      IntStream.range(0, ITEMS).forEach(i -> reco.put("/api/v1/items/i" + i, item(i)));
      send(reco, 0);
      awaitNoLag(reco);
      String redis = Long.toString(redisProcess(reco.redis()));

      signal("STOP", redis);
      try {
        for (int batch = 1; batch < BATCHES; batch++) {
          send(reco, batch);
          assertThat(reco.metric("reco_interactions_in_flight")).isLessThan(MOST_IN_FLIGHT);
        }

        await()
            .untilAsserted(() ->
                assertThat(reco.metric("reco_interactions_lag")).isEqualTo((BATCHES - 1) * BATCH));
        slatesGoOn(reco);
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> reco.metric("reco_interactions_retried_total") > 0);
        assertThat(reco.metric("reco_interactions_in_flight")).isLessThan(MOST_IN_FLIGHT);
      } finally {
        signal("CONT", redis);
      }

      awaitNoLag(reco);
      assertThat(IntStream.range(0, USERS).map(user -> interactions(reco, user)))
          .containsOnly(BATCHES * BATCH / USERS);
    }
  }

  private static void slatesGoOn(RecoServer reco) {
    var inMemory = slates(reco, "u");
    var elsewhere = slates(reco, "stranger");

    assertThat(inMemory)
        .anySatisfy(slate -> assertThat(slate.degradedStages()).doesNotContain("user"));
    assertThat(elsewhere).allSatisfy(slate -> assertThat(slate.degradedStages()).contains("user"));
    assertThat(Stream.concat(inMemory.stream(), elsewhere.stream()))
        .allSatisfy(slate -> {
          assertThat(slate.status()).isEqualTo(200);
          assertThat(slate.itemIds()).isNotEmpty();
        });
  }

  private static List<RecoServer.Answer> slates(RecoServer reco, String users) {
    return IntStream.range(0, 50)
        .mapToObj(n -> reco.get("/api/v1/recommendations?timeout_ms=1000&user_id=" + users + n))
        .toList();
  }

  private static void awaitNoLag(RecoServer reco) {
    await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> reco.get("/api/v1/status").json().get("lag").getAsLong() == 0);
  }

  private static int interactions(RecoServer reco, int user) {
    return reco.get("/api/v1/users/u" + user).json().get("interactions").getAsInt();
  }

  private static void send(RecoServer reco, int batch) {
    String events =
        IntStream.range(batch * BATCH, (batch + 1) * BATCH)
            .mapToObj(n ->
                "{\"event_id\":\"e%d\",\"user_id\":\"u%d\",\"item_id\":\"i%d\",\"event\":\"click\"}"
                    .formatted(n, n % USERS, n % ITEMS))
            .collect(Collectors.joining(","));
    var answer = reco.post("/api/v1/events:batch", "{\"events\":[" + events + "]}");
    assertThat(answer.json().get("accepted").getAsInt()).isEqualTo(BATCH);
  }

  private static String item(int i) {
    return "{\"title\":\"Item %d\",\"categories\":[\"Drama\"],\"publish_time\":\"2026-01-01T00:00:00Z\"}"
        .formatted(i);
  }

  private static long redisProcess(String uri) {
    try (var client = RedisClient.create(uri);
        var connection = client.connect()) {
      return connection
          .sync()
          .info("server")
          .lines()
          .filter(line -> line.startsWith("process_id:"))
          .mapToLong(line -> Long.parseLong(line.substring("process_id:".length()).trim()))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void signal(String name, String process) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-" + name, process).inheritIO().start().waitFor();
    assertThat(code).as("kill -%s", name).isZero();
  }
}
