package reco.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.internal.v1.DecisionTrace;
import reco.model.decision.Replay;
import reco.model.decision.Rung;
import reco.model.decision.Trace;
import reco.model.features.FeatureSpec;
import reco.protocol.DecisionCodec;
import reco.ranker.OnnxModel;
import reco.ranker.Registry;

/**
 * A trained system, from the first start to slates that replay: what the demo does, and the promise
 * that each decision can be made again.
 */
class ReplayUnderLoadTest {
  private static final int REQUESTS = 1_000;
  private static final int AT_ONCE = 16;
  private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

  @TempDir private Path state;

  @Test
  void aThousandDecisionsTakenUnderLoadReplayBitForBit() throws Exception {
    assumeThat(Files.exists(HOME.resolve(".reco/venv/bin/python")))
        .as("the trainer's environment, which ./reco test makes where it finds Python")
        .isTrue();
    try (RecoServer reco = RecoServer.start(state, "demo", HOME)) {
      List<String> requests = slates(reco);
      Map<String, Trace> traces = traces(reco, requests);

      assertThat(traces.keySet()).containsExactlyInAnyOrderElementsOf(requests);
      try (OnnxModel model =
          OnnxModel.load(
              new Registry(state.resolve("models")).open("ranker", 1),
              FeatureSpec.CURRENT.hash())) {
        long ranked =
            traces.values().stream().filter(t -> t.decision().rung() == Rung.RANKED).count();
        assertThat(ranked).isGreaterThan(REQUESTS / 2);
        traces.forEach((request, trace) ->
            assertThat(
                    Replay.run(trace, features -> model.score(List.of(features)).getFirst())
                        .differences())
                .as(request)
                .isEmpty());
      }
      noRequestFailsWhileVersionsAreSwapped(reco);
    }
  }

  /** TR-4: promotions, a canary and a rollback under load. */
  private void noRequestFailsWhileVersionsAreSwapped(RecoServer reco) {
    var registry = new Registry(state.resolve("models"));
    int version = publishUnnoticed(registry, reco);
    release(reco, "\"shadow\":{\"version\":%d,\"share\":1}", version);
    List<CompletableFuture<RecoServer.Answer>> answers = new CopyOnWriteArrayList<>();
    var isOver = new AtomicBoolean();
    Thread load =
        Thread.startVirtualThread(() -> {
          for (int i = 0; !isOver.get(); i++) {
            var answer = reco.getAsync("/api/v1/recommendations?user_id=u" + i % 300);
            answers.add(answer);
            answer.join();
          }
        });
    RecoServer.Answer trial;
    long rollbackMillis;
    try {
      awaitAnswers(answers, 100);
      trial = reco.get("/api/v1/models/ranker/trial");
      release(reco, "\"canary\":{\"version\":%d,\"share\":0.5}", version);
      awaitAnswers(answers, answers.size() + 100);
      release(reco, "\"promote\":%d", version);
      awaitAnswers(answers, answers.size() + 100);
      long started = System.nanoTime();
      release(reco, "\"roll_back\":%d", 1);
      rollbackMillis = Duration.ofNanos(System.nanoTime() - started).toMillis();
      awaitAnswers(answers, answers.size() + 100);
    } finally {
      isOver.set(true);
    }
    await().until(() -> !load.isAlive());

    assertThat(answers).allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
    assertThat(rollbackMillis).isLessThan(5_000);
    assertThat(trial.body()).contains("\"rank_correlation\":1.0", "\"failed\":\"0\"");
    assertThat(answers.getLast().join().body()).contains("ranker@v1");
    Set<String> rankers =
        answers.stream()
            .map(answer -> answer.join().body())
            .map(body -> body.contains("ranker@v" + version) ? "new" : "v1")
            .collect(Collectors.toSet());
    assertThat(rankers).containsExactlyInAnyOrder("v1", "new");
  }

  /** The same model as the next version, which the node is kept from promoting by itself. */
  private int publishUnnoticed(Registry registry, RecoServer reco) {
    int version = registry.publish(state.resolve("models/ranker/v1")).version();
    await().until(() -> reco.get("/api/v1/status").body().contains("ranker@v" + version));
    release(reco, "\"roll_back\":%d", 1);
    return version;
  }

  private static void release(RecoServer reco, String change, int version) {
    var answer = reco.post("/api/v1/models/ranker:release", "{" + change.formatted(version) + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static void awaitAnswers(List<?> answers, int count) {
    await().atMost(Duration.ofMinutes(2)).until(() -> answers.size() >= count);
  }

  private static List<String> slates(RecoServer reco) throws InterruptedException {
    var places = new Semaphore(AT_ONCE);
    List<CompletableFuture<RecoServer.Answer>> answers = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      places.acquire();
      String user = "u" + i % 300;
      if (i % 5 == 0) {
        reco.postAsync(
            "/api/v1/events",
            "{\"user_id\":\"%s\",\"item_id\":\"i%d\",\"event\":\"like\"}"
                .formatted(user, 1 + i % 900));
      }
      var answer = reco.getAsync("/api/v1/recommendations?count=30&user_id=" + user);
      answers.add(answer.whenComplete((_, _) -> places.release()));
    }
    return answers.stream().map(answer -> answer.join().text("request_id")).toList();
  }

  private static Map<String, Trace> traces(RecoServer reco, List<String> requests)
      throws Exception {
    Set<String> asked = Set.copyOf(requests);
    Map<String, Trace> traces = new HashMap<>();
    long giveUp = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    try (var reader = new TopicReader(reco.kafka(), "reco.decision-traces")) {
      while (traces.size() < requests.size() && System.nanoTime() < giveUp) {
        for (var record : reader.toTheEnd()) {
          var trace = DecisionCodec.decode(DecisionTrace.parseFrom(record.value()));
          String request = trace.inputs().query().requestId();
          if (asked.contains(request)) {
            traces.put(request, trace);
          }
        }
      }
    }
    return traces;
  }
}
