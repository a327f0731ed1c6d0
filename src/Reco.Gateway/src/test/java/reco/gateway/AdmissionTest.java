package reco.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import reco.v1.RecommendRequest;
import reco.v1.RecommendationsGrpc.RecommendationsBlockingStub;

class AdmissionTest {
  private static final String HOME = "/api/v1/recommendations?user_id=u1";
  private static final String EVENT = "{\"user_id\":\"u1\",\"item_id\":\"i1\",\"event\":\"click\"}";

  @Test
  void aRequestOverTheLimitIsRefusedAtOnceAndTheNextIsTakenAgain() {
    try (Served served = Served.startWith("reco.gateway.in-flight.recommendations = 2");
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      served.node.gate = new CompletableFuture<>();
      List<CompletableFuture<HttpResponse<String>>> admitted = new ArrayList<>();
      for (int at = 0; at < 2; at++) {
        admitted.add(CompletableFuture.supplyAsync(() -> served.get(HOME), clients));
      }
      await().until(() -> served.node.queries.size() == 2);

      var refused = served.get(HOME);
      var overGrpc =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () ->
                  Calls.stub(served, RecommendationsBlockingStub.class)
                      .recommend(RecommendRequest.getDefaultInstance()));
      var ingest = served.post("/api/v1/events", EVENT);
      served.node.gate.complete(null);
      admitted.forEach(CompletableFuture::join);
      var again = served.get(HOME);

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("retry-after")).contains("1");
      assertThat(refused.body()).contains("\"reason\":\"OVERLOADED\"");
      assertThat(overGrpc.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
      assertThat(Calls.errorInfo(overGrpc).getReason()).isEqualTo("OVERLOADED");
      assertThat(Calls.retry(overGrpc).orElseThrow().getRetryDelay().getSeconds()).isEqualTo(1);
      assertThat(ingest.statusCode()).isEqualTo(202);
      assertThat(admitted).allMatch(response -> response.join().statusCode() == 200);
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(served.get("/metrics").body())
          .contains("reco_gateway_refused_total{lane=\"recommendations\"} 2.0");
    }
  }

  @Test
  void aFloodOfRefusalsIsAnsweredWithinMilliseconds() {
    try (Served served = Served.startWith("reco.gateway.in-flight.recommendations = 1")) {
      served.node.gate = new CompletableFuture<>();
      var admitted = CompletableFuture.supplyAsync(() -> served.get(HOME));
      await().until(() -> served.node.queries.size() == 1);
      refusals(served, 300);

      long[] nanos = refusals(served, 300);

      Arrays.sort(nanos);
      assertThat(nanos[nanos.length / 2] / 1_000_000.0).isLessThan(10);
      assertThat(served.node.queries).hasSize(1);
      served.node.gate.complete(null);
      admitted.join();
    }
  }

  @Test
  void refusedPostsAreAnsweredThoughTheirBodiesAreNotRead() {
    try (Served served = Served.startWith("reco.gateway.in-flight.ingest = 1")) {
      String large = EVENT.replace("}", ",\"surface\":\"" + "x".repeat(60_000) + "\"}");

      for (int at = 0; at < 20; at++) {
        var response =
            served.send(
                "POST", "/api/v1/events", large, java.util.Map.of("Authorization", "Bearer no"));
        assertThat(response.statusCode()).isEqualTo(401);
      }
    }
  }

  private static long[] refusals(Served served, int count) {
    long[] nanos = new long[count];
    for (int at = 0; at < count; at++) {
      long start = System.nanoTime();
      var response = served.get(HOME);
      nanos[at] = System.nanoTime() - start;
      assertThat(response.statusCode()).isEqualTo(429);
    }
    return nanos;
  }
}
