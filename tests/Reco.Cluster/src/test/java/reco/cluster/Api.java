package reco.cluster;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls of the nodes' HTTP API; one that gets no answer in time fails. */
final class Api {
  private static final Duration CONNECT = Duration.ofMillis(500);
  private static final int OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final ThreeNodes nodes;
  private final Duration timeout;

  Api(ThreeNodes nodes, Duration timeout) {
    this.nodes = nodes;
    this.timeout = timeout;
  }

  /** Status and body of an answer. */
  record Answer(int status, String body) {
    boolean isOk() {
      return status / 100 == 2;
    }

    JsonObject json() {
      return JsonParser.parseString(body).getAsJsonObject();
    }
  }

  boolean isReady(int node) {
    try {
      return get(node, "/ready").status() == OK;
    } catch (UncheckedIOException notThere) {
      return false;
    }
  }

  Answer get(int node, String path) {
    return send(request(node, path).GET());
  }

  Answer send(int node, String method, String path, String json) {
    return send(request(node, path).method(method, BodyPublishers.ofString(json)));
  }

  /** The value of a metric by its name and labels as they are printed; 0 where it is not there. */
  double metric(int node, String series) {
    return get(node, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  private HttpRequest.Builder request(int node, String path) {
    return HttpRequest.newBuilder(URI.create(nodes.url(node) + path))
        .header("authorization", "Bearer " + nodes.key())
        .header("content-type", "application/json")
        .timeout(timeout);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      var response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }
}
