package reco.gateway;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reco.gateway.service.Logs;
import reco.gateway.service.Operations;
import reco.gateway.service.Surfaces;

/** A gateway on a free port over a fake node, and an HTTP client with a key of every role. */
final class Served implements AutoCloseable {
  static final String KEY = "key-of-everything";
  static final String READ_KEY = "key-of-reading";

  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              reco.gateway {
                port = 0
                token-secret = "a secret for the tests"
                drain = 200 ms
                keys = [
                  { name = all, key = "%s", roles = [read, write, admin] }
                  { name = reader, key = "%s", roles = [read] }
                ]
                home { users = [u1, u2], key = "%s" }
              }
              """
                  .formatted(KEY, READ_KEY, KEY))
          .withFallback(ConfigFactory.defaultReference())
          .resolve();

  final FakeNode node = new FakeNode();
  final Gateway gateway;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Served(Config config) {
    NodePorts ports =
        new NodePorts(
            node.recommender,
            node.users,
            node.catalogue,
            new Surfaces(Map.of("home", Duration.ofSeconds(5), "trending", Duration.ofSeconds(5))),
            new Logs(node.interactions, node.items, node.control, node.decisions),
            new Operations(
                () -> node.status,
                node.ready::get,
                () -> node.parameters,
                node.replayer,
                node.models,
                node.cluster,
                () -> List.copyOf(node.audits)),
            node.clock);
    this.gateway =
        Gateway.start(
            GatewayConfig.from(config),
            ports,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  static Served start() {
    return new Served(CONFIG);
  }

  static Served startWith(String overrides) {
    return new Served(ConfigFactory.parseString(overrides).withFallback(CONFIG).resolve());
  }

  String host() {
    return "127.0.0.1:" + gateway.address().getPort();
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, "", Map.of());
  }

  HttpResponse<String> post(String path, String body) {
    return send("POST", path, body, Map.of());
  }

  HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + host() + path))
            .timeout(Duration.ofSeconds(20))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty() && !headers.containsKey("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    if (!headers.containsKey("Authorization")) {
      request.header("Authorization", "Bearer " + KEY);
    }
    headers.forEach((name, value) -> {
      if (!value.isEmpty()) {
        request.header(name, value);
      }
    });
    return send(request.build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    gateway.close();
    client.close();
  }
}
