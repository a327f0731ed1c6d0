package reco.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
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
    }
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
