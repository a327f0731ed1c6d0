package reco.lab.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import reco.lab.load.Answer;
import reco.lab.load.Call;
import reco.lab.load.LoadClient;
import reco.model.interaction.LogPosition;

/** The calls of the public API that the measurements make one at a time. */
final class Server {
  private final LoadClient client;

  Server(LoadClient client) {
    this.client = client;
  }

  /**
   * A page of recommendations.
   *
   * @param watermark the last event that it reflects
   */
  record Slate(String requestId, List<String> items, Optional<LogPosition> watermark) {
    /** Whether it reflects an event, or one after it of the same user. */
    boolean hasSeen(LogPosition event) {
      return watermark
          .filter(seen -> seen.sharesPartition(event) && seen.offset() >= event.offset())
          .isPresent();
    }
  }

  /** What the server says of itself. */
  record Status(long interactionsApplied, long heapUsedBytes) {}

  static Call recommendations(String user, int count) {
    return Call.get("/api/v1/recommendations?user_id=%s&count=%d".formatted(user, count));
  }

  Slate recommend(String user, int count) {
    return slate(recommendations(user, count));
  }

  /** Recommendations that reflect an event, or are degraded. */
  Slate recommend(String user, int count, LogPosition after) {
    return slate(
        Call.get(
            "/api/v1/recommendations?user_id=%s&count=%d&min_watermark=%s"
                .formatted(user, count, after.text())));
  }

  /** Items beside another one that a source proposed to a stranger. */
  List<String> proposedBy(String source, String lastItem) {
    JsonObject json =
        json(
            Call.get(
                "/api/v1/recommendations?session_id=bench&surface=item&count=500&last_item_id="
                    + lastItem));
    return items(json)
        .filter(item -> item.has("sources"))
        .filter(item -> item.getAsJsonArray("sources").contains(new JsonPrimitive(source)))
        .map(item -> item.get("item_id").getAsString())
        .toList();
  }

  private static Stream<JsonObject> items(JsonObject json) {
    return json.has("items")
        ? StreamSupport.stream(json.getAsJsonArray("items").spliterator(), false)
            .map(JsonElement::getAsJsonObject)
        : Stream.empty();
  }

  private Slate slate(Call call) {
    JsonObject json = json(call);
    return new Slate(
        text(json, "request_id"),
        items(json).map(item -> item.get("item_id").getAsString()).toList(),
        Optional.of(text(json, "watermark")).filter(t -> !t.isEmpty()).map(LogPosition::parse));
  }

  /** Sends one event; its place in the log. */
  LogPosition send(BenchEvent event) {
    return LogPosition.parse(text(json(Call.post("/api/v1/events", event.json())), "watermark"));
  }

  /** Sends events in one batch; the place of the last one. */
  LogPosition send(List<BenchEvent> events) {
    JsonObject answer = json(BenchEvent.batch(events));
    var rows = answer.getAsJsonArray("results");
    for (var row : rows) {
      if (row.getAsJsonObject().get("status").getAsInt() != 202) {
        throw new BenchFailedException("an event was refused: " + row);
      }
    }
    return LogPosition.parse(text(rows.get(rows.size() - 1).getAsJsonObject(), "watermark"));
  }

  Status status() {
    JsonObject json = json(Call.get("/api/v1/status"));
    return new Status(number(json, "interactions_applied"), number(json, "heap_used_bytes"));
  }

  void setParameter(String name, double value) {
    json(Call.put("/api/v1/parameters/" + name, "{\"value\": " + value + "}"));
  }

  double parameter(String name) {
    for (var row : json(Call.get("/api/v1/parameters")).getAsJsonArray("parameters")) {
      JsonObject parameter = row.getAsJsonObject();
      if (text(parameter, "name").equals(name)) {
        return parameter.has("value") ? parameter.get("value").getAsDouble() : 0;
      }
    }
    throw new BenchFailedException("the server has no parameter " + name);
  }

  /** How many candidates a recorded request had; empty where it was not traced. */
  Optional<Long> candidates(String requestId) {
    return Optional.of(answer(Call.post("/api/v1/decisions/" + requestId + ":replay", "{}")))
        .filter(response -> response.isAccepted())
        .map(response -> number(parse(response), "candidates"));
  }

  /** How many bytes a user's stored state has. */
  long storedBytes(String user) {
    return number(json(Call.get("/api/v1/users/" + user)), "stored_bytes");
  }

  private JsonObject json(Call call) {
    Answer response = answer(call);
    if (!response.isAccepted()) {
      throw new BenchFailedException(
          "%s: %s %s".formatted(call, response.status(), response.body()));
    }
    return parse(response);
  }

  private Answer answer(Call call) {
    try {
      return client.send(call).join();
    } catch (CompletionException e) {
      throw new BenchFailedException("%s: no answer: %s".formatted(call, e.getCause()));
    }
  }

  private static JsonObject parse(Answer response) {
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  private static String text(JsonObject json, String field) {
    return json.has(field) ? json.get(field).getAsString() : "";
  }

  private static long number(JsonObject json, String field) {
    return json.has(field) ? json.get(field).getAsLong() : 0;
  }
}
