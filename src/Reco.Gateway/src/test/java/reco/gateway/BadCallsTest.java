package reco.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reco.admin.v1.AdminGrpc.AdminBlockingStub;
import reco.admin.v1.Parameter;
import reco.admin.v1.ReplayDecisionRequest;
import reco.admin.v1.ShowUserRequest;
import reco.v1.Event;
import reco.v1.EventsGrpc.EventsBlockingStub;
import reco.v1.GetItemRequest;
import reco.v1.Item;
import reco.v1.ItemsGrpc.ItemsBlockingStub;
import reco.v1.Profile;
import reco.v1.RecommendRequest;
import reco.v1.RecommendationsGrpc.RecommendationsBlockingStub;
import reco.v1.RecordEventsRequest;
import reco.v1.UpdateProfileRequest;
import reco.v1.UsersGrpc.UsersBlockingStub;

/** Bad calls over gRPC are refused with the code, the reason and the field. */
class BadCallsTest {
  private static final String LONG = "x".repeat(129);

  private static Served served;

  /** A call that must be refused. */
  record BadCall(String name, Code code, String field, Consumer<Served> call) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() {
    served = Served.start();
  }

  @AfterAll
  static void close() {
    served.close();
  }

  static Stream<BadCall> corpus() {
    return Stream.of(
            recommends(),
            events(),
            items(),
            Stream.of(
                profile("age over 130", "age", profile -> profile.setAge(131)),
                profile("negative age", "age", profile -> profile.setAge(-1)),
                profile("unknown country", "country", profile -> profile.setCountry("XX")),
                profile("nothing to set", "profile", profile -> profile),
                admin(
                    "parameter NaN",
                    Code.INVALID_ARGUMENT,
                    "value",
                    stub ->
                        stub.setParameter(
                            Parameter.newBuilder()
                                .setName("rerank.mmr.lambda")
                                .setValue(Double.NaN)
                                .build())),
                admin(
                    "unknown parameter",
                    Code.NOT_FOUND,
                    "",
                    stub -> stub.setParameter(Parameter.newBuilder().setName("x").build())),
                admin(
                    "no such trace",
                    Code.NOT_FOUND,
                    "",
                    stub ->
                        stub.replayDecision(
                            ReplayDecisionRequest.newBuilder().setRequestId("x").build())),
                admin(
                    "empty request id",
                    Code.INVALID_ARGUMENT,
                    "request_id",
                    stub -> stub.replayDecision(ReplayDecisionRequest.getDefaultInstance())),
                admin(
                    "empty user",
                    Code.INVALID_ARGUMENT,
                    "user_id",
                    stub -> stub.showUser(ShowUserRequest.getDefaultInstance()))))
        .flatMap(Function.identity());
  }

  private static Stream<BadCall> recommends() {
    return Stream.of(
        recommend("count 0", "count", request -> request.setCount(0)),
        recommend("count 501", "count", request -> request.setCount(501)),
        recommend("negative count", "count", request -> request.setCount(-5)),
        recommend("long user", "user_id", request -> request.setUserId(LONG)),
        recommend("long session", "session_id", request -> request.setSessionId(LONG)),
        recommend("both", "session_id", request -> request.setUserId("u").setSessionId("s")),
        recommend("negative cursor", "cursor", request -> request.setCursor("-1")),
        recommend("foreign cursor", "cursor", request -> request.setCursor("abcdef")),
        recommend("watermark", "min_watermark", request -> request.setMinWatermark("x")),
        recommend("surface", "surface", request -> request.setSurface("x")),
        recommend("timeout 0", "timeout_ms", request -> request.setTimeoutMs(0)),
        recommend("timeout over", "timeout_ms", request -> request.setTimeoutMs(10_001)),
        recommend("country", "country", request -> request.setCountry("x")));
  }

  private static Stream<BadCall> events() {
    return Stream.of(
        event("no user", "user_id", Event.Builder::clearUserId),
        event("long user", "user_id", event -> event.setUserId(LONG)),
        event("control character", "user_id", event -> event.setUserId("a\nb")),
        event("no item", "item_id", Event.Builder::clearItemId),
        event("unknown type", "event", event -> event.setEvent("stare")),
        event("no type", "event", Event.Builder::clearEvent),
        event("NaN seconds", "duration_sec", event -> watch(event).setDurationSec(Double.NaN)),
        event(
            "infinite seconds",
            "duration_sec",
            event -> watch(event).setDurationSec(Double.POSITIVE_INFINITY)),
        event("negative seconds", "duration_sec", event -> watch(event).setDurationSec(-1)),
        event("rating of no rating", "rating", event -> event.setRating(3)),
        event("NaN rating", "rating", event -> event.setEvent("rating").setRating(Double.NaN)),
        event("rating 9", "rating", event -> event.setEvent("rating").setRating(9)),
        event("far future", "timestamp", event -> event.setTimestamp(at(4_000_000_000L))),
        event("far past", "timestamp", event -> event.setTimestamp(at(1_000_000_000L))),
        event("no time at all", "timestamp", event -> event.setTimestamp(at(Long.MAX_VALUE))),
        event("forged token", "attribution", event -> event.setAttribution("forged")),
        new BadCall(
            "empty batch",
            Code.INVALID_ARGUMENT,
            "events",
            served ->
                Calls.stub(served, EventsBlockingStub.class)
                    .recordEvents(RecordEventsRequest.getDefaultInstance())));
  }

  private static Stream<BadCall> items() {
    return Stream.of(
        item("no id", "item_id", Item.Builder::clearItemId),
        item("long id", "item_id", item -> item.setItemId(LONG)),
        item("NaN price", "price", item -> item.setPrice(Double.NaN)),
        item("negative price", "price", item -> item.setPrice(-1)),
        new BadCall(
            "foreign version",
            Code.INVALID_ARGUMENT,
            "min_version",
            served ->
                Calls.stub(served, ItemsBlockingStub.class)
                    .getItem(
                        GetItemRequest.newBuilder().setItemId("i").setMinVersion("x").build())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpus")
  void aBadCallIsRefusedWithWhatIsWrong(BadCall bad) {
    var refused =
        catchThrowableOfType(StatusRuntimeException.class, () -> bad.call().accept(served));

    assertThat(refused).isNotNull();
    assertThat(refused.getStatus().getCode()).isEqualTo(bad.code());
    assertThat(Calls.errorInfo(refused).getReason()).matches("[A-Z_]+");
    assertThat(Calls.field(refused)).isEqualTo(bad.field());
    assertThat(served.node.appended).isEmpty();
  }

  @Test
  void bytesThatAreNoMessageAreInvalid() {
    var response = frame(new byte[] {0, 0, 0, 0, 3, (byte) 0xff, (byte) 0xff, (byte) 0xff});

    assertThat(code(response)).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void textThatIsNoUtf8IsInvalid() {
    // Field 2 (user_id), two bytes that no text has.
    var response = frame(new byte[] {0, 0, 0, 0, 4, 0x12, 2, (byte) 0xff, (byte) 0xfe});

    assertThat(code(response)).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void aMessageOverTheLimitIsRefused() {
    Event large =
        Event.newBuilder()
            .setUserId("u1")
            .setItemId("i1")
            .setEvent("click")
            .setQuery("x".repeat(70_000))
            .build();

    var refused =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> Calls.stub(served, EventsBlockingStub.class).recordEvent(large));

    assertThat(Set.of(Code.RESOURCE_EXHAUSTED, Code.INVALID_ARGUMENT))
        .contains(refused.getStatus().getCode());
    assertThat(served.node.appended).isEmpty();
  }

  private static AggregatedHttpResponse frame(byte[] frame) {
    return WebClient.of("h2c://" + served.host())
        .execute(
            RequestHeaders.builder(HttpMethod.POST, "/reco.v1.Events/RecordEvent")
                .set("content-type", "application/grpc+proto")
                .set("te", "trailers")
                .set("authorization", "Bearer " + Served.KEY)
                .build(),
            HttpData.wrap(frame))
        .aggregate()
        .join();
  }

  private static Code code(AggregatedHttpResponse response) {
    String status =
        response.headers().get("grpc-status", response.trailers().get("grpc-status", "none"));
    return io.grpc.Status.fromCodeValue(Integer.parseInt(status)).getCode();
  }

  private static BadCall recommend(
      String name, String field, Function<RecommendRequest.Builder, RecommendRequest.Builder> bad) {
    return new BadCall(
        "recommend: " + name,
        Code.INVALID_ARGUMENT,
        field,
        served ->
            Calls.stub(served, RecommendationsBlockingStub.class)
                .recommend(bad.apply(RecommendRequest.newBuilder()).build()));
  }

  private static BadCall event(
      String name, String field, Function<Event.Builder, Event.Builder> bad) {
    Event.Builder valid = Event.newBuilder().setUserId("u1").setItemId("i1").setEvent("click");
    return new BadCall(
        "event: " + name,
        Code.INVALID_ARGUMENT,
        field,
        served ->
            Calls.stub(served, EventsBlockingStub.class).recordEvent(bad.apply(valid).build()));
  }

  private static BadCall item(String name, String field, Function<Item.Builder, Item.Builder> bad) {
    Item.Builder valid = Item.newBuilder().setItemId("i1").setTitle("t");
    return new BadCall(
        "item: " + name,
        Code.INVALID_ARGUMENT,
        field,
        served -> Calls.stub(served, ItemsBlockingStub.class).upsertItem(bad.apply(valid).build()));
  }

  private static BadCall profile(
      String name, String field, Function<Profile.Builder, Profile.Builder> bad) {
    return new BadCall(
        "profile: " + name,
        Code.INVALID_ARGUMENT,
        field,
        served ->
            Calls.stub(served, UsersBlockingStub.class)
                .updateProfile(
                    UpdateProfileRequest.newBuilder()
                        .setUserId("u1")
                        .setProfile(bad.apply(Profile.newBuilder()))
                        .build()));
  }

  private static BadCall admin(
      String name, Code code, String field, Consumer<AdminBlockingStub> call) {
    return new BadCall(
        "admin: " + name,
        code,
        field,
        served -> call.accept(Calls.stub(served, AdminBlockingStub.class)));
  }

  private static Event.Builder watch(Event.Builder event) {
    return event.setEvent("watch");
  }

  private static Timestamp at(long epochSec) {
    return Timestamp.newBuilder().setSeconds(epochSec).build();
  }
}
