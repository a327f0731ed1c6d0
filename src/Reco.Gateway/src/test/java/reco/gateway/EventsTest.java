package reco.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Origin;
import reco.model.interaction.ProfileChange;
import reco.v1.Event;
import reco.v1.EventsGrpc.EventsBlockingStub;
import reco.v1.RecordEventsRequest;

class EventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENTS = "/api/v1/events";
  private static final String BATCH = "/api/v1/events:batch";

  private static Served served;

  @BeforeAll
  static void start() {
    served = Served.start();
    served.node.addItems(3);
  }

  @AfterAll
  static void close() {
    served.close();
  }

  @BeforeEach
  void reset() {
    served.node.reset();
  }

  /** API-2. */
  @Test
  void anEventIsAnswered202WithItsIdAndWatermark() throws Exception {
    var response =
        served.post(
            EVENTS,
            """
            {"user_id":"u1","item_id":"i1","event":"watch","duration_sec":12.5,
             "timestamp":"2026-03-01T11:59:00Z"}\
            """);

    JsonNode body = JSON.readTree(response.body());
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(body.get("event_id").asText()).matches("[0-9a-z]{26}");
    assertThat(LogPosition.parse(body.get("watermark").asText()).topic()).isEqualTo(FakeNode.TOPIC);
    FakeNode.Appended appended = served.node.appended.getFirst();
    Interaction interaction = (Interaction) appended.event();
    assertThat(appended.user().id()).isEqualTo("u1");
    assertThat(interaction.type()).isEqualTo(InteractionType.WATCH);
    assertThat(interaction.value()).isEqualTo(12.5f);
    assertThat(interaction.timeMillis()).isEqualTo(FakeNode.NOW.toEpochMilli() - 60_000);
  }

  @Test
  void anEventIsEnrichedFromTheCatalogueAndNotByTheClient() {
    served.post(
        EVENTS,
        """
        {"user_id":"u1","item_id":"i1","event":"click","item_category":"forged"}\
        """);
    served.post(
        EVENTS,
        """
        {"session_id":"s1","item_id":"unknown","event":"click","item_category":"forged"}\
        """);

    Interaction known = (Interaction) served.node.appended.get(0).event();
    Interaction unknown = (Interaction) served.node.appended.get(1).event();
    assertThat(known.subject().category()).isEqualTo("drama");
    assertThat(known.subject().creator()).isEqualTo("creator-1");
    assertThat(unknown.subject().category()).isEmpty();
    assertThat(served.node.appended.get(1).user().isAnonymous()).isTrue();
  }

  @Test
  void aWatermarkOfAnEventIsTakenByTheNextRequest() throws Exception {
    JsonNode accepted =
        JSON.readTree(
            served
                .post(EVENTS, "{\"user_id\":\"u1\",\"item_id\":\"i1\",\"event\":\"like\"}")
                .body());
    String watermark = accepted.get("watermark").asText();

    JsonNode slate =
        JSON.readTree(
            served.get("/api/v1/recommendations?user_id=u1&min_watermark=" + watermark).body());

    assertThat(slate.get("watermark").asText()).isEqualTo(watermark);
  }

  @Test
  void theTokenOfAnItemIsTakenWithThatItemOnly() throws Exception {
    JsonNode slate = JSON.readTree(served.get("/api/v1/recommendations?user_id=u1").body());
    String token = slate.at("/items/1/attribution").asText();
    String event =
        "{\"user_id\":\"u1\",\"item_id\":\"%s\",\"event\":\"click\",\"attribution\":\"%s\"}";

    var right = served.post(EVENTS, event.formatted("i1", token));
    var wrong = served.post(EVENTS, event.formatted("i2", token));

    assertThat(right.statusCode()).isEqualTo(202);
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("\"field\":\"attribution\"");
    Interaction taken = (Interaction) served.node.appended.getFirst().event();
    assertThat(taken.origin().position()).as("second in its slate").isEqualTo(1);
  }

  /** What a caller says of the place counts nothing: the token alone proves it. */
  @Test
  void withoutATokenThePlaceIsUnknown() throws Exception {
    var event = "{\"user_id\":\"u1\",\"item_id\":\"i1\",\"event\":\"click\",\"position\":7}";

    assertThat(served.post(EVENTS, event).statusCode()).isEqualTo(202);

    Interaction taken = (Interaction) served.node.appended.getFirst().event();
    assertThat(taken.origin().position()).isEqualTo(Origin.NOWHERE);
  }

  @Test
  void aBatchAnswersEachRow() throws Exception {
    var response =
        served.post(
            BATCH,
            """
            {"events":[
              {"event_id":"e1","user_id":"u1","item_id":"i1","event":"click"},
              {"event_id":"e2","user_id":"","item_id":"i1","event":"click"},
              {"event_id":"e3","user_id":"u1","item_id":"i1","event":"click","rating":"five"},
              {"event_id":"e4","user_id":"u2","item_id":"i1","event":"like"}]}\
            """);

    JsonNode body = JSON.readTree(response.body());
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(body.get("accepted").asInt()).isEqualTo(2);
    assertThat(body.get("rejected").asInt()).isEqualTo(2);
    assertThat(body.get("results"))
        .extracting(row -> row.get("status").asInt())
        .containsExactly(202, 400, 400, 202);
    assertThat(body.at("/results/1/field").asText()).isEqualTo("user_id");
    assertThat(body.at("/results/2/field").asText()).isEqualTo("rating");
    assertThat(body.at("/results/2/detail").asText())
        .isEqualTo("rating: got 'five', expected a finite number");
    assertThat(served.node.appended).hasSize(2);
  }

  @Test
  void aThousandEventsAreTakenAndOneMoreIsNot() {
    EventsBlockingStub stub = Calls.stub(served, EventsBlockingStub.class);
    Event event = Event.newBuilder().setUserId("u1").setItemId("i1").setEvent("click").build();

    var most =
        stub.recordEvents(
            RecordEventsRequest.newBuilder()
                .addAllEvents(Collections.nCopies(1_000, event))
                .build());
    var refused =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                stub.recordEvents(
                    RecordEventsRequest.newBuilder()
                        .addAllEvents(Collections.nCopies(1_001, event))
                        .build()));

    assertThat(most.getAccepted()).isEqualTo(1_000);
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(Calls.field(refused)).isEqualTo("events");
  }

  @Test
  void whenTheLogIsDownAnEventIs503WithRetryAfterAndUnavailableOverGrpc() {
    served.node.logIsUp.set(false);
    Event event = Event.newBuilder().setUserId("u1").setItemId("i1").setEvent("click").build();

    var rest = served.post(EVENTS, "{\"user_id\":\"u1\",\"item_id\":\"i1\",\"event\":\"click\"}");
    var batch =
        served.post(
            BATCH, "{\"events\":[{\"user_id\":\"u1\",\"item_id\":\"i1\",\"event\":\"click\"}]}");
    var grpc =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> Calls.stub(served, EventsBlockingStub.class).recordEvent(event));

    assertThat(rest.statusCode()).isEqualTo(503);
    assertThat(rest.headers().firstValue("retry-after")).contains("1");
    assertThat(rest.body()).contains("\"reason\":\"LOG_UNAVAILABLE\"");
    assertThat(batch.statusCode()).isEqualTo(503);
    assertThat(grpc.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(Calls.errorInfo(grpc).getReason()).isEqualTo("LOG_UNAVAILABLE");
    assertThat(Calls.retry(grpc)).isPresent();
  }

  @Test
  void whenTheLogIsDownRecommendationsGoOn() {
    served.node.logIsUp.set(false);

    assertThat(served.get("/api/v1/recommendations?user_id=u1").statusCode()).isEqualTo(200);
  }

  @Test
  void aProfileTravelsTheSameLog() {
    var response =
        served.send(
            "PATCH",
            "/api/v1/users/u1/profile",
            "{\"country\":\"FR\",\"age\":31}",
            java.util.Map.of());

    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    assertThat(response.body()).contains("\"watermark\":\"");
    ProfileChange change = (ProfileChange) served.node.appended.getFirst().event();
    assertThat(change.profile().country()).isEqualTo("FR");
    assertThat(change.profile().age()).isEqualTo(31);
  }
}
