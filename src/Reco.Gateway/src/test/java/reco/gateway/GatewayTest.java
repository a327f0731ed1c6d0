package reco.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GatewayTest {
  @Test
  void aClosingGatewayFinishesWhatItHasBegun() {
    Served served = Served.startWith("reco.gateway.drain = 10 s");
    served.node.gate = new CompletableFuture<>();
    var begun =
        CompletableFuture.supplyAsync(() -> served.get("/api/v1/recommendations?user_id=u1"));
    await().until(() -> served.node.queries.size() == 1);

    int port = served.gateway.address().getPort();
    var closed = CompletableFuture.runAsync(served::close);
    await().until(() -> !listens(port));
    served.node.gate.complete(null);

    assertThat(begun.join().statusCode()).isEqualTo(200);
    closed.join();
  }

  @Test
  void aConfigurationIsRefusedWithAllItsProblems() {
    var config =
        ConfigFactory.parseString(
                """
                reco.gateway {
                  port = 70000
                  token-secret = short
                  in-flight.ingest = 0
                  batch-rows = 0
                }
                """)
            .withFallback(ConfigFactory.defaultReference())
            .resolve();

    assertThatThrownBy(() -> GatewayConfig.from(config))
        .hasMessage(
            "reco.gateway: port: got 70000, expected 0 to 65535; "
                + "token-secret: got 5 bytes, expected at least 16; "
                + "in-flight.ingest: got 0, expected 1 or more; "
                + "batch-rows: got 0, expected 1 or more; "
                + "keys: got none, expected at least one");
  }

  @Test
  void aKeyMayBeGivenAsItsHash() {
    String overrides =
        """
        reco.gateway.keys = [{
          name = hashed, roles = [read]
          sha256 = "2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683"
        }]
        """;
    try (Served served = Served.startWith(overrides)) {
      var response =
          served.send("GET", "/api/v1/recommendations", "", Map.of("Authorization", "Bearer key"));

      assertThat(response.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aNodeWithoutCallersAnswersProbesAndNothingElse() throws Exception {
    var config =
        ConfigFactory.parseString(
                "reco.gateway { port = 0, keys = [{ name = all, key = key, roles = [read] }] }")
            .withFallback(ConfigFactory.defaultReference())
            .resolve();
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var ready = new AtomicBoolean(true);
    try (var gateway = Gateway.startProbes(GatewayConfig.from(config), ready::get, meters)) {
      int port = gateway.address().getPort();

      assertThat(status(port, "/ready")).isEqualTo(200);
      assertThat(status(port, "/metrics")).isEqualTo(200);
      assertThat(status(port, "/api/v1/recommendations?user_id=u1")).isEqualTo(404);

      ready.set(false);

      assertThat(status(port, "/ready")).isEqualTo(503);
    }
  }

  private static int status(int port, String path) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path))).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
