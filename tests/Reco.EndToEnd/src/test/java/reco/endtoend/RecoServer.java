package reco.endtoend;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Reco in a JVM of its own, with its broker and its Redis, as an operator would start it. */
final class RecoServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(240);

  private final Process process;
  private final JsonObject description;
  private final HttpClient client = HttpClient.newHttpClient();

  private RecoServer(Process process, JsonObject description) {
    this.process = process;
    this.description = description;
  }

  /** Starts {@code reco up} on free ports with its state in a folder, and waits until it serves. */
  static RecoServer up(Path state) throws IOException, InterruptedException {
    return start(state, "up", Path.of("").toAbsolutePath());
  }

  /**
   * Starts a command that serves, and waits until it does.
   *
   * @param home the checkout, as the launcher would say
   */
  static RecoServer start(Path state, String subcommand, Path home)
      throws IOException, InterruptedException {
    Files.createDirectories(state);
    Path announcement = state.resolve("server.json");
    Files.deleteIfExists(announcement);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules",
            "jdk.incubator.vector",
            "-Xmx1g",
            "-Dreco.home=" + home,
            "reco.app.Main",
            subcommand,
            "--config",
            "local",
            "--config",
            "test",
            "--state",
            state.toString(),
            "--port",
            "0"));
    Path output = state.resolve("up.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    long giveUp = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.exists(announcement)) {
      if (!process.isAlive() || System.nanoTime() > giveUp) {
        String end = process.isAlive() ? "in time" : "but ended with " + process.exitValue();
        process.destroyForcibly();
        throw new IOException(
            "reco %s did not come up %s:%n%s".formatted(subcommand, end, Files.readString(output)));
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    return new RecoServer(
        process, JsonParser.parseString(Files.readString(announcement)).getAsJsonObject());
  }

  String url() {
    return description.get("url").getAsString();
  }

  String kafka() {
    return description.get("kafka").getAsString();
  }

  String redis() {
    return description.get("redis").getAsString();
  }

  String key() {
    return description.get("api_key").getAsString();
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer post(String path, String json) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  Answer put(String path, String json) {
    return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(json)));
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer send(String method, String path, String json) {
    return send(request(path).method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  CompletableFuture<Answer> getAsync(String path) {
    return client
        .sendAsync(request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(Answer::of);
  }

  CompletableFuture<Answer> postAsync(String path, String json) {
    return client
        .sendAsync(
            request(path).POST(HttpRequest.BodyPublishers.ofString(json)).build(),
            HttpResponse.BodyHandlers.ofString())
        .thenApply(Answer::of);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path))
        .header("authorization", "Bearer " + key())
        .header("content-type", "application/json")
        .timeout(Duration.ofSeconds(20));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      return Answer.of(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The value of a metric without labels, by its name in Prometheus' form. */
  double metric(String name) {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no metric " + name));
  }

  /** Ends the JVM as a power cut would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it as Ctrl-C does. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.onExit().get(40, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
      process.destroyForcibly();
      throw new IOException("reco up did not end", e);
    }
  }

  /** Status and body of an answer. */
  record Answer(int status, String body) {
    static Answer of(HttpResponse<String> response) {
      return new Answer(response.statusCode(), response.body());
    }

    JsonObject json() {
      return JsonParser.parseString(body).getAsJsonObject();
    }

    String text(String field) {
      return json().get(field).getAsString();
    }

    List<String> itemIds() {
      JsonElement items = json().get("items");
      List<String> ids = new ArrayList<>();
      if (items != null) {
        items
            .getAsJsonArray()
            .forEach(item -> ids.add(item.getAsJsonObject().get("item_id").getAsString()));
      }
      return ids;
    }

    /** The sources that proposed an item; none where it is not in the slate. */
    List<String> sourcesOf(String itemId) {
      JsonElement items = json().get("items");
      List<String> sources = new ArrayList<>();
      if (items != null) {
        for (JsonElement item : items.getAsJsonArray()) {
          JsonObject fields = item.getAsJsonObject();
          if (fields.get("item_id").getAsString().equals(itemId)) {
            fields.getAsJsonArray("sources").forEach(each -> sources.add(each.getAsString()));
          }
        }
      }
      return sources;
    }

    List<String> degradedStages() {
      JsonElement degraded = json().get("degraded");
      List<String> stages = new ArrayList<>();
      if (degraded != null) {
        degraded
            .getAsJsonArray()
            .forEach(each -> stages.add(each.getAsJsonObject().get("stage").getAsString()));
      }
      return stages;
    }
  }
}
