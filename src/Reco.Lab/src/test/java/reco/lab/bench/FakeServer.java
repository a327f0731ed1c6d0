package reco.lab.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import reco.model.interaction.LogPosition;

/**
 * The public API in small: an event is applied as soon as it is accepted, what a user liked goes to
 * the end of that user's recommendations, and what was liked next stands beside it.
 */
final class FakeServer implements AutoCloseable {
  private static final int ITEMS = 40;

  /** Values that the exploration parameter was set to. */
  final List<Double> explorations = new CopyOnWriteArrayList<>();

  /** After so many recommendations every second one is refused. */
  final AtomicInteger patience = new AtomicInteger(Integer.MAX_VALUE);

  private final Map<String, List<String>> likes = new ConcurrentHashMap<>();
  private final Map<String, String> nextAfter = new ConcurrentHashMap<>();
  private final Map<String, LogPosition> watermarks = new ConcurrentHashMap<>();
  private final AtomicLong offset = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile double exploration = 0.1;
  private final Server server;

  FakeServer() {
    server =
        Server.builder()
            .http(new InetSocketAddress("127.0.0.1", 0))
            .service("/ok", (ctx, request) -> HttpResponse.of("ok"))
            .service("/api/v1/events", (ctx, request) -> json(request, this::accept))
            .service("/api/v1/events:batch", (ctx, request) -> json(request, this::acceptAll))
            .service("/api/v1/recommendations", this::recommend)
            .service("/api/v1/status", (ctx, request) -> json(status()))
            .service("/api/v1/parameters", (ctx, request) -> json(parameters()))
            .service(
                "/api/v1/parameters/exploration.share",
                (ctx, request) -> json(request, this::setExploration))
            .service(
                "regex:^/api/v1/decisions/[^/]+:replay$",
                (ctx, request) -> json(number("candidates", 500)))
            .build();
    server.start().join();
  }

  String url() {
    return "http://127.0.0.1:"
        + Objects.requireNonNull(server.activePort()).localAddress().getPort();
  }

  private JsonObject accept(JsonObject event) {
    String user = event.get("user_id").getAsString();
    var position = new LogPosition(7, 0, offset.getAndIncrement());
    watermarks.put(user, position);
    if (event.get("event").getAsString().equals("like")) {
      String item = event.get("item_id").getAsString();
      var liked = likes.computeIfAbsent(user, _ -> new CopyOnWriteArrayList<>());
      if (!liked.isEmpty()) {
        nextAfter.put(liked.getLast(), item);
      }
      liked.add(item);
    }
    var accepted = new JsonObject();
    accepted.addProperty("watermark", position.text());
    accepted.addProperty("status", 202);
    return accepted;
  }

  private JsonObject acceptAll(JsonObject batch) {
    var results = new JsonArray();
    batch.getAsJsonArray("events").forEach(event -> results.add(accept(event.getAsJsonObject())));
    var answer = new JsonObject();
    answer.add("results", results);
    return answer;
  }

  private HttpResponse recommend(ServiceRequestContext ctx, HttpRequest request) {
    int number = asked.incrementAndGet();
    if (number > patience.get() && number % 2 == 0) {
      return HttpResponse.of(HttpStatus.TOO_MANY_REQUESTS);
    }
    QueryParams query = ctx.queryParams();
    String user = query.get("user_id", "");
    var slate = new JsonObject();
    slate.addProperty("request_id", "r1");
    var watermark = watermarks.get(user);
    if (watermark != null) {
      slate.addProperty("watermark", watermark.text());
    }
    var items = new JsonArray();
    var beside = nextAfter.get(query.get("last_item_id", ""));
    if (beside != null) {
      items.add(coVisited(beside));
    }
    order(user).stream().limit(query.getInt("count", 20)).forEach(items::add);
    slate.add("items", items);
    return json(slate);
  }

  private static JsonObject coVisited(String id) {
    var sources = new JsonArray();
    sources.add("co-visitation");
    var item = new JsonObject();
    item.addProperty("item_id", id);
    item.add("sources", sources);
    return item;
  }

  private List<JsonObject> order(String user) {
    List<String> liked = likes.getOrDefault(user, List.of());
    List<String> ids = new ArrayList<>(IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList());
    ids.removeAll(liked);
    ids.addFirst(liked.isEmpty() ? "i-none" : liked.getLast());
    return ids.stream()
        .map(id -> {
          var item = new JsonObject();
          item.addProperty("item_id", id);
          return item;
        })
        .toList();
  }

  private JsonObject status() {
    var status = number("interactions_applied", offset.get());
    status.addProperty("heap_used_bytes", "1048576");
    return status;
  }

  private JsonObject parameters() {
    var parameter = new JsonObject();
    parameter.addProperty("name", "exploration.share");
    parameter.addProperty("value", exploration);
    var all = new JsonArray();
    all.add(parameter);
    var answer = new JsonObject();
    answer.add("parameters", all);
    return answer;
  }

  private JsonObject setExploration(JsonObject parameter) {
    exploration = parameter.get("value").getAsDouble();
    explorations.add(exploration);
    return parameter;
  }

  private static JsonObject number(String name, long value) {
    var json = new JsonObject();
    json.addProperty(name, value);
    return json;
  }

  private static HttpResponse json(HttpRequest request, Function<JsonObject, JsonObject> answer) {
    return HttpResponse.of(
        request
            .aggregate()
            .thenApply(AggregatedHttpRequest::contentUtf8)
            .thenApply(text -> json(answer.apply(JsonParser.parseString(text).getAsJsonObject()))));
  }

  private static HttpResponse json(JsonObject answer) {
    return HttpResponse.of(HttpStatus.OK, MediaType.JSON, answer.toString());
  }

  @Override
  public void close() {
    server.stop().join();
  }
}
