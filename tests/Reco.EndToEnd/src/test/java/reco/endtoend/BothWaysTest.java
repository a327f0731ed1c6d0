package reco.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.internal.v1.DecisionRecord;

/** One interaction in and one request in, over REST, with nothing faked. */
class BothWaysTest {
  private static final int ITEMS = 120;
  private static final List<String> CATEGORIES = List.of("Drama", "Comedy", "Horror", "Western");

  @TempDir private static Path state;
  private static RecoServer reco;

  @BeforeAll
  static void startWithACatalogue() throws Exception {
    reco = RecoServer.up(state);
    IntStream.rangeClosed(1, ITEMS)
        .forEach(i -> assertThat(reco.put("/api/v1/items/i" + i, item(i)).status()).isEqualTo(201));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Integer.parseInt(reco.get("/api/v1/status").text("items")) == ITEMS);
  }

  @AfterAll
  static void stop() throws Exception {
    reco.close();
  }

  @Test
  void anEventIsAcceptedAndItsWatermarkIsSeenByTheNextSlate() {
    var accepted = reco.post("/api/v1/events", event("ann", "i1", "watch_complete"));

    assertThat(accepted.status()).isEqualTo(202);
    var slate = slate("ann", "&min_watermark=" + accepted.text("watermark"));
    assertThat(slate.status()).isEqualTo(200);
    assertThat(slate.text("watermark")).isEqualTo(accepted.text("watermark"));
    assertThat(slate.degradedStages()).doesNotContain("user", "stale");
    assertThat(slate.itemIds()).isNotEmpty().doesNotContain("i1");
  }

  @Test
  void aHiddenItemIsAbsentFromTheNextSlate() {
    String first = slate("bob", "").itemIds().getFirst();

    var accepted = reco.post("/api/v1/events", event("bob", first, "hide"));

    assertThat(slate("bob", "&min_watermark=" + accepted.text("watermark")).itemIds())
        .isNotEmpty()
        .doesNotContain(first);
  }

  @Test
  void aRetryWithTheSameEventIdCountsOnce() {
    String event =
        "{\"event_id\":\"e-1\",\"user_id\":\"cyd\",\"item_id\":\"i2\",\"event\":\"click\"}";

    reco.post("/api/v1/events", event);
    String watermark = reco.post("/api/v1/events", event).text("watermark");

    slate("cyd", "&min_watermark=" + watermark);
    assertThat(reco.get("/api/v1/users/cyd").json().get("history").getAsJsonArray()).hasSize(1);
  }

  @Test
  void aPageWalkHasNoDuplicateAndNoGapWhileEventsArrive() {
    var page = slate("dee", "&count=10");
    List<String> walked = new ArrayList<>(page.itemIds());
    String slateId = page.text("request_id");
    while (page.json().has("cursor") && !page.text("cursor").isEmpty()) {
      reco.post("/api/v1/events", event("dee", walked.getLast(), "click"));
      page = slate("dee", "&count=10&cursor=" + page.text("cursor"));
      assertThat(page.status()).isEqualTo(200);
      walked.addAll(page.itemIds());
    }

    assertThat(slateId).isNotEmpty();
    assertThat(walked).doesNotHaveDuplicates().hasSizeGreaterThan(30);
  }

  @Test
  void everyPageServedIsRecorded() throws Exception {
    var first = slate("ivy", "&count=10");
    var second = slate("ivy", "&count=10&cursor=" + first.text("cursor"));

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(decisions(first.text("request_id")))
                .extracting(record -> List.copyOf(record.getItemsList()))
                .containsExactly(first.itemIds(), second.itemIds()));
    assertThat(decisions(first.text("request_id")))
        .allSatisfy(record -> assertThat(record.getUserId()).isEqualTo("ivy"))
        .extracting(DecisionRecord::getOffset)
        .containsExactly(0, 10);
  }

  @Test
  void aNewItemCanBeReadAtItsVersionAndADeletedOneIsGone() {
    String version = reco.put("/api/v1/items/fresh", item(7)).text("version");
    assertThat(reco.get("/api/v1/items/fresh?min_version=" + version).status()).isEqualTo(200);

    assertThat(reco.delete("/api/v1/items/fresh").status()).isEqualTo(200);

    await()
        .atMost(Duration.ofSeconds(1))
        .until(() -> reco.get("/api/v1/items/fresh").status() == 404);
    assertThat(slate("eve", "&count=200").itemIds()).doesNotContain("fresh");
  }

  @Test
  void aLicenceHoldsForTheCountryOfTheRequest() {
    reco.put(
        "/api/v1/items/local",
        "{\"title\":\"Only here\",\"publish_time\":\"2026-02-01T00:00:00Z\",\"categories\":[\"Drama\"],\"regions\":[\"SE\"]}");
    await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> slate("fay", "&count=300&country=SE").itemIds().contains("local"));

    assertThat(slate("fay", "&count=300&country=US").itemIds()).doesNotContain("local");
  }

  @Test
  void anUndecodableRecordGoesToTheDeadLettersAndItsPartitionMovesOn() {
    byte[] poison = {(byte) 0xff, 1, 2, 3};
    produce("default/gus", poison);

    String watermark = reco.post("/api/v1/events", event("gus", "i3", "like")).text("watermark");

    assertThat(slate("gus", "&min_watermark=" + watermark).text("watermark")).isEqualTo(watermark);
    assertThat(deadLetters()).anySatisfy(value -> assertThat(value).isEqualTo(poison));
  }

  @Test
  void aDecisionReplaysBitForBit() {
    reco.post("/api/v1/events", event("hal", "i4", "like"));
    String requestId = slate("hal", "").text("request_id");

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> {
          var report = reco.post("/api/v1/decisions/" + requestId + ":replay", "{}");
          assertThat(report.status()).isEqualTo(200);
          assertThat(report.json().get("identical").getAsBoolean()).isTrue();
        });
  }

  @Test
  void aParameterIsEffectiveAtOnceAndBounded() {
    assertThat(reco.put("/api/v1/parameters/exploration.share", "{\"value\":0}").status())
        .isEqualTo(200);
    assertThat(reco.put("/api/v1/parameters/exploration.share", "{\"value\":2}").status())
        .isEqualTo(400);

    await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> reco.get("/api/v1/parameters").body().contains("exploration.share"));
  }

  @Test
  void anAnonymousSessionHasASlateOfItsOwn() {
    String accepted =
        reco.post(
                "/api/v1/events",
                "{\"session_id\":\"s9\",\"item_id\":\"i5\",\"event\":\"watch_complete\"}")
            .text("watermark");

    var slate =
        reco.get("/api/v1/recommendations?timeout_ms=5000&session_id=s9&min_watermark=" + accepted);

    assertThat(slate.itemIds()).isNotEmpty().doesNotContain("i5");
  }

  @Test
  void whatOneUserWentOnToIsOfferedToEveryoneBesideTheItem() {
    reco.post("/api/v1/events", event("ida", "i11", "like"));
    reco.post("/api/v1/events", event("ida", "i12", "like"));

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            slate("joe", "&surface=item&last_item_id=i11&count=200")
                .sourcesOf("i12")
                .contains("co-visitation"));
  }

  @Test
  void whatTrendsIsListedByCountryAndByCategory() {
    for (String user : List.of("kai", "lea", "max")) {
      reco.send("PATCH", "/api/v1/users/" + user + "/profile", "{\"country\":\"SE\"}");
      reco.post("/api/v1/events", event(user, "i21", "like"));
    }

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            slate("ned", "&surface=trending&count=200&country=SE")
                .sourcesOf("i21")
                .contains("trending-region"));
    assertThat(
            slate("ned", "&surface=trending&count=200&country=SE&last_item_id=i1").sourcesOf("i21"))
        .contains("trending", "trending-category"); // i1 and i21 are of one category
    assertThat(slate("ned", "&surface=trending&count=200&country=US").sourcesOf("i21"))
        .doesNotContain("trending-region");
  }

  private static RecoServer.Answer slate(String user, String more) {
    return reco.get("/api/v1/recommendations?timeout_ms=5000&user_id=" + user + more);
  }

  private static String event(String user, String item, String type) {
    return "{\"user_id\":\"%s\",\"item_id\":\"%s\",\"event\":\"%s\"}".formatted(user, item, type);
  }

  private static String item(int i) {
    return """
    {"title":"Item %d","categories":["%s"],"creator":"c%d","price":%d,"quality":0.5,\
    "publish_time":"2026-01-%02dT00:00:00Z"}\
    """
        .formatted(i, CATEGORIES.get(i % CATEGORIES.size()), i % 9, i % 20, 1 + i % 28);
  }

  private static void produce(String key, byte[] value) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", reco.kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>("reco.interactions", key.getBytes(StandardCharsets.UTF_8), value));
    }
  }

  private static List<DecisionRecord> decisions(String requestId) throws Exception {
    try (var reader = new TopicReader(reco.kafka(), "reco.decisions")) {
      List<DecisionRecord> records = new ArrayList<>();
      for (var record : reader.toTheEnd()) {
        records.add(DecisionRecord.parseFrom(record.value()));
      }
      records.removeIf(record -> !record.getRequestId().equals(requestId));
      return records;
    }
  }

  private static List<byte[]> deadLetters() {
    try (var reader = new TopicReader(reco.kafka(), "reco.interactions.dlq")) {
      return reader.toTheEnd().stream().map(ConsumerRecord::value).toList();
    }
  }
}
