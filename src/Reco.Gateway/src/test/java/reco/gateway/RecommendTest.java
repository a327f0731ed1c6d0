package reco.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.item.Item;
import reco.model.profile.Profile;
import reco.model.slate.LaterPage;

class RecommendTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOME = "/api/v1/recommendations?user_id=u1&surface=home";

  private static Served served;

  @BeforeAll
  static void start() {
    served = Served.start();
  }

  @AfterAll
  static void close() {
    served.close();
  }

  @BeforeEach
  void fillTheCatalogue() {
    served.node.reset();
    served.node.addItems(60);
  }

  /** API-1: names and shape of the answer. */
  @Test
  void aSlateIsJsonWithTheNamesOfTheProto() throws Exception {
    served.node.slateSize = 2;

    HttpResponse<String> response = served.get(HOME + "&count=2&cursor=0");

    JsonNode body = JSON.readTree(response.body());
    String requestId = body.get("request_id").asText();
    String attribution = body.at("/items/0/attribution").asText();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .contains("application/json; charset=utf-8");
    assertThat(response.headers().firstValue("x-request-id")).contains(requestId);
    assertThat(requestId).matches("[0-9a-z]{26}");
    assertThat(attribution).matches("[A-Za-z0-9_-]{60,80}");
    assertThat(response.body())
        .isEqualTo(
            """
            {"items":[{"item_id":"i0","title":"Title of i0","score":1.0,\
            "reason":"Because you enjoyed Title of i9","sources":["two-tower","trending"],\
            "attribution":"%s","reason_item_id":"i9","explored":false},\
            {"item_id":"i1","title":"Title of i1","score":0.999,"reason":"Trending now",\
            "sources":["trending"],"attribution":"%s","reason_item_id":"","explored":false}],\
            "cursor":"","request_id":"%s","surface":"home","watermark":"",\
            "degraded":[{"stage":"trending","cause":"late"}],\
            "versions":{"ranker":"ranker@v1","retrieval":"retrieval@v1","catalogue":"catalogue@1",\
            "pipeline":"home@1","parameters":"p@1","feature_spec":"spec@1"}}\
            """
                .formatted(attribution, body.at("/items/1/attribution").asText(), requestId));
  }

  @Test
  void withoutParametersAnUnknownVisitorGetsTwentyItemsOfHome() throws Exception {
    JsonNode body = JSON.readTree(served.get("/api/v1/recommendations").body());

    assertThat(body.get("items")).hasSize(20);
    assertThat(served.node.queries.getFirst().user().isAnonymous()).isTrue();
    assertThat(served.node.queries.getFirst().surface()).isEqualTo("home");
  }

  @Test
  void aRequestReachesTheNodeAsItWasAsked() {
    served.get(
        HOME
            + "&count=7&last_item_id=i3&country=FR&device=tv"
            + "&min_watermark=00000000000000ff-3-17&timeout_ms=900");

    var query = served.node.queries.getFirst();
    assertThat(query.user().id()).isEqualTo("u1");
    assertThat(query.count()).isEqualTo(7);
    assertThat(query.lastItem()).isEqualTo(ItemId.of("i3").key());
    assertThat(query.country()).isEqualTo("FR");
    assertThat(query.device()).isEqualTo("tv");
    assertThat(query.instantMillis()).isEqualTo(FakeNode.NOW.toEpochMilli());
    assertThat(served.node.watermarks.getFirst().orElseThrow().text())
        .isEqualTo("00000000000000ff-3-17");
  }

  /** API-5: no duplicate, no gap, though the user's next slate would be another. */
  @Test
  void aWalkOverThePagesMeetsEveryItemOnceAndInOrder() throws Exception {
    List<String> walked = walk(HOME, 7, () -> served.node.slateSize = 3);

    assertThat(walked).isEqualTo(IntStream.range(0, 50).mapToObj(at -> "i" + at).toList());
    assertThat(served.node.queries).hasSize(1);
  }

  @Test
  void theLargestSlateCanBeWalkedOverHttp() throws Exception {
    served.node.addItems(500);
    served.node.slateSize = 500;

    assertThat(walk(HOME, 1, () -> {}, 3)).containsExactly("i0", "i1", "i2");
  }

  @Test
  void anItemHiddenBetweenPagesIsSkippedAndThePageStaysFull() throws Exception {
    JsonNode first = JSON.readTree(served.get(HOME + "&count=5").body());
    served.node.put(hidden("i6"));
    served.node.remove("i8");

    JsonNode second =
        JSON.readTree(served.get(HOME + "&count=5&cursor=" + first.get("cursor").asText()).body());

    assertThat(ids(second)).containsExactly("i5", "i7", "i9", "i10", "i11");
  }

  /** A record of what was served, for offline use, as the first page has one. */
  @Test
  void aLaterPageIsRecordedAsItWasServed() throws Exception {
    JsonNode first = JSON.readTree(served.get(HOME + "&count=5").body());
    served.node.put(hidden("i6"));

    served.get(HOME + "&count=2&cursor=" + first.get("cursor").asText());

    LaterPage page = served.node.pages.getFirst();
    assertThat(page.requestId()).isEqualTo(first.get("request_id").asText());
    assertThat(page.user()).isEqualTo(UserId.of("u1"));
    assertThat(page.surface()).isEqualTo("home");
    assertThat(page.instantMillis()).isEqualTo(FakeNode.NOW.toEpochMilli());
    assertThat(page.items()).extracting(LaterPage.Served::position).containsExactly(5, 7);
    assertThat(page.items()).extracting(LaterPage.Served::id).containsExactly("i5", "i7");
    assertThat(page.items().getFirst().pinned().explored()).isTrue();
    assertThat(page.items().getFirst().pinned().propensity()).isCloseTo(0.9f, within(0.001f));
  }

  @Test
  void anItemClosedToTheViewersAgeOrCountryIsSkipped() throws Exception {
    served.node.profile = new Profile("DE", 15, "", "", 0, List.of());
    JsonNode first = JSON.readTree(served.get(HOME + "&count=1").body());
    served.node.put(limited("i1", Set.of(), 16));
    served.node.put(limited("i2", Set.of("FR"), 0));
    served.node.put(limited("i3", Set.of("DE"), 15));

    JsonNode second =
        JSON.readTree(served.get(HOME + "&count=2&cursor=" + first.get("cursor").asText()).body());

    assertThat(ids(second)).containsExactly("i3", "i4");
  }

  /** FL-4. */
  @Test
  void aPageOfASlateMadeWithoutTheUsersStateHasNothingWithAnAgeLimit() throws Exception {
    served.node.isUserUnread = true;
    JsonNode first = JSON.readTree(served.get(HOME + "&count=1").body());
    served.node.put(limited("i1", Set.of(), 1));

    JsonNode second =
        JSON.readTree(served.get(HOME + "&count=2&cursor=" + first.get("cursor").asText()).body());

    assertThat(ids(second)).containsExactly("i2", "i3");
  }

  @Test
  void aCursorServesOnlyItsUserAndSurface() throws Exception {
    String cursor = JSON.readTree(served.get(HOME + "&count=1").body()).get("cursor").asText();

    var otherUser = served.get("/api/v1/recommendations?user_id=u2&cursor=" + cursor);
    var otherSurface =
        served.get("/api/v1/recommendations?user_id=u1&surface=trending&cursor=" + cursor);

    assertThat(otherUser.statusCode()).isEqualTo(400);
    assertThat(otherUser.body()).contains("\"reason\":\"INVALID_CURSOR\"");
    assertThat(otherSurface.statusCode()).isEqualTo(400);
  }

  @Test
  void aTimeoutThatIsNoNumberIsRefused() {
    var response = served.send("GET", HOME, "", Map.of("X-Request-Timeout", "abc"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"field\":\"x-request-timeout\"");
  }

  @Test
  void anAnswerThatDoesNotComeInTimeIs504() {
    served.node.gate = new CompletableFuture<>();

    var response = served.send("GET", HOME, "", Map.of("X-Request-Timeout", "50"));

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(response.body()).contains("\"reason\":\"DEADLINE_EXCEEDED\"");
    served.node.gate.complete(null);
  }

  private List<String> walk(String path, int count, Runnable afterFirst) throws Exception {
    return walk(path, count, afterFirst, Integer.MAX_VALUE);
  }

  private List<String> walk(String path, int count, Runnable afterFirst, int pages)
      throws Exception {
    List<String> walked = new ArrayList<>();
    String cursor = "0";
    for (int page = 0; page < pages && !cursor.isEmpty(); page++) {
      HttpResponse<String> response = served.get(path + "&count=" + count + "&cursor=" + cursor);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      JsonNode body = JSON.readTree(response.body());
      walked.addAll(ids(body));
      cursor = body.get("cursor").asText();
      afterFirst.run();
    }
    return walked;
  }

  private static List<String> ids(JsonNode body) {
    List<String> ids = new ArrayList<>();
    body.get("items").forEach(item -> ids.add(item.get("item_id").asText()));
    return ids;
  }

  private static Item hidden(String id) {
    return changed(FakeNode.item(id), Set.of(), 0, true);
  }

  private static Item limited(String id, Set<String> regions, int minAge) {
    return changed(FakeNode.item(id), regions, minAge, false);
  }

  private static Item changed(Item item, Set<String> regions, int minAge, boolean hidden) {
    return new Item(
        item.id(),
        item.title(),
        item.description(),
        item.categories(),
        item.tags(),
        item.creator(),
        item.price(),
        item.quality(),
        item.publishMillis(),
        regions,
        minAge,
        item.language(),
        hidden,
        false,
        2);
  }
}
