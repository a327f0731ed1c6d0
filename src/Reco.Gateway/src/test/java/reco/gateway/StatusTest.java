package reco.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reco.admin.v1.AdminGrpc.AdminBlockingStub;
import reco.admin.v1.ListParametersRequest;
import reco.admin.v1.Parameter;
import reco.admin.v1.ReplayDecisionRequest;
import reco.internal.v1.DecisionRecord;
import reco.internal.v1.DecisionTrace;
import reco.model.id.ItemId;
import reco.v1.GetItemRequest;
import reco.v1.Item;
import reco.v1.ItemsGrpc.ItemsBlockingStub;
import reco.v1.RecommendRequest;
import reco.v1.RecommendationsGrpc.RecommendationsBlockingStub;
import reco.v1.Versions;

/** API-4: each status of the table over REST, and the code that it is over gRPC. */
class StatusTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Served served;

  @BeforeAll
  static void start() {
    served = Served.start();
    served.node.addItems(60);
  }

  @AfterAll
  static void close() {
    served.close();
  }

  @BeforeEach
  void reset() {
    served.node.reset();
  }

  @Test
  void aProblemHasAllMembersOfItsForm() throws Exception {
    var response = served.get("/api/v1/recommendations?user_id=u1&count=501");

    JsonNode body = JSON.readTree(response.body());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(response.body())
        .isEqualTo(
            """
            {"type":"urn:reco:problem:invalid-field","title":"A field is not as expected",\
            "status":400,"detail":"count: got '501', expected 1 to 500",\
            "instance":"/api/v1/recommendations","reason":"INVALID_FIELD","request_id":"%s",\
            "field":"count","value":"501","expected":"1 to 500"}\
            """
                .formatted(body.get("request_id").asText()));
    assertThat(response.headers().firstValue("x-request-id"))
        .contains(body.get("request_id").asText());
  }

  @Test
  void aBadFieldIsInvalidArgumentWithItsViolation() {
    var refused =
        refusal(() ->
            Calls.stub(served, RecommendationsBlockingStub.class)
                .recommend(RecommendRequest.newBuilder().setCount(501).build()));

    assertThat(refused.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refused.getStatus().getDescription())
        .isEqualTo("count: got '501', expected 1 to 500");
    assertThat(Calls.field(refused)).isEqualTo("count");
    assertThat(Calls.errorInfo(refused).getDomain()).isEqualTo("reco");
    assertThat(Calls.errorInfo(refused).getMetadataMap())
        .isEqualTo(Map.of("value", "501", "expected", "1 to 500"));
  }

  @Test
  void withoutAKeyACallIs401() {
    var none = served.send("GET", "/api/v1/recommendations", "", Map.of("Authorization", ""));
    var wrong =
        served.send("GET", "/api/v1/recommendations", "", Map.of("Authorization", "Bearer x"));
    var grpc =
        refusal(() ->
            Calls.stub(served, RecommendationsBlockingStub.class, "x")
                .recommend(RecommendRequest.getDefaultInstance()));

    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.headers().firstValue("www-authenticate")).contains("Bearer");
    assertThat(none.body()).contains("\"reason\":\"MISSING_KEY\"");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("\"reason\":\"UNKNOWN_KEY\"");
    assertThat(grpc.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(Calls.errorInfo(grpc).getReason()).isEqualTo("UNKNOWN_KEY");
  }

  @Test
  void aKeyMayComeInItsOwnHeader() {
    var response =
        served.send(
            "GET",
            "/api/v1/recommendations",
            "",
            Map.of("Authorization", "", "X-API-Key", Served.READ_KEY));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void aKeyWithoutTheRoleIs403() {
    var rest =
        served.send(
            "GET", "/api/v1/parameters", "", Map.of("Authorization", "Bearer " + Served.READ_KEY));
    var grpc =
        refusal(() ->
            Calls.stub(served, AdminBlockingStub.class, Served.READ_KEY)
                .listParameters(ListParametersRequest.getDefaultInstance()));

    assertThat(rest.statusCode()).isEqualTo(403);
    assertThat(rest.body()).contains("key 'reader' lacks the role 'admin'");
    assertThat(grpc.getStatus().getCode()).isEqualTo(Code.PERMISSION_DENIED);
  }

  /** API-3. */
  @Test
  void anItemIs201WithAVersionThatCanBeReadBack() throws Exception {
    var put = served.send("PUT", "/api/v1/items/new-1", "{\"title\":\"One\"}", Map.of());
    String version = JSON.readTree(put.body()).get("version").asText();
    var get = served.get("/api/v1/items/new-1?min_version=" + version);
    var post = served.post("/api/v1/items", "{\"item_id\":\"new-2\",\"title\":\"Two\"}");
    var delete = served.send("DELETE", "/api/v1/items/new-1", "", Map.of());
    var gone = served.get("/api/v1/items/new-1");

    assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
    assertThat(get.statusCode()).as(get.body()).isEqualTo(200);
    assertThat(JSON.readTree(get.body()).get("title").asText()).isEqualTo("One");
    assertThat(post.statusCode()).as(post.body()).isEqualTo(201);
    assertThat(delete.statusCode()).as(delete.body()).isEqualTo(200);
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(gone.body()).contains("\"reason\":\"UNKNOWN_ITEM\"");
  }

  @Test
  void anUnknownItemIsNotFound() {
    var refused =
        refusal(() ->
            Calls.stub(served, ItemsBlockingStub.class)
                .getItem(GetItemRequest.newBuilder().setItemId("nothing").build()));

    assertThat(refused.getStatus().getCode()).isEqualTo(Code.NOT_FOUND);
    assertThat(Calls.errorInfo(refused).getReason()).isEqualTo("UNKNOWN_ITEM");
  }

  @Test
  void aVersionThatDoesNotArriveIs504AndOneThatDoesIsWaitedFor() {
    var stub = Calls.stub(served, ItemsBlockingStub.class);
    served.node.follows.set(false);
    Item written = stub.upsertItem(Item.newBuilder().setItemId("late").setTitle("Late").build());
    served.node.catalogue.items().upsert(FakeNode.item("late"));

    var late =
        refusal(() ->
            stub.getItem(
                GetItemRequest.newBuilder().setItemId("late").setMinVersion("900000000").build()));
    var arrives =
        Thread.startVirtualThread(() ->
            served.node.follow(
                Long.parseLong(written.getVersion()),
                ItemId.of("late"),
                Optional.of(FakeNode.item("late"))));
    Item read =
        stub.getItem(
            GetItemRequest.newBuilder()
                .setItemId("late")
                .setMinVersion(written.getVersion())
                .build());

    assertThat(late.getStatus().getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
    assertThat(read.getVersion()).isEqualTo(written.getVersion());
    assertThat(arrives.isDaemon()).isTrue();
  }

  @Test
  void aTracedDecisionReplaysAnUnknownOneIs404AndOneWithoutItsModelIs422() throws Exception {
    served.node.traces.put("r1", trace("r1", "ranker@v1"));
    served.node.traces.put("r2", trace("r2", "gone"));

    var found = served.post("/api/v1/decisions/r1:replay", "");
    var unknown = served.post("/api/v1/decisions/r9:replay", "");
    var gone = served.post("/api/v1/decisions/r2:replay", "");
    var grpc =
        refusal(() ->
            Calls.stub(served, AdminBlockingStub.class)
                .replayDecision(ReplayDecisionRequest.newBuilder().setRequestId("r2").build()));

    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    assertThat(JSON.readTree(found.body()).get("identical").asBoolean()).isTrue();
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("\"reason\":\"NO_TRACE\"");
    assertThat(gone.statusCode()).isEqualTo(422);
    assertThat(gone.body()).contains("ranker 'gone' is gone");
    assertThat(grpc.getStatus().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
  }

  @Test
  void aParameterIsSetWithinItsBounds() {
    var set =
        served.send("PUT", "/api/v1/parameters/rerank.mmr.lambda", "{\"value\":0.5}", Map.of());
    var outside =
        served.send("PUT", "/api/v1/parameters/rerank.mmr.lambda", "{\"value\":1.5}", Map.of());
    var nothing = served.send("PUT", "/api/v1/parameters/rerank.mmr.lambda", "{}", Map.of());
    var unknown = served.send("PUT", "/api/v1/parameters/none", "{\"value\":1}", Map.of());
    var notANumber =
        refusal(() ->
            Calls.stub(served, AdminBlockingStub.class)
                .setParameter(
                    Parameter.newBuilder()
                        .setName("rerank.mmr.lambda")
                        .setValue(Double.NaN)
                        .build()));

    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
    assertThat(served.node.set).containsExactly(Map.entry("rerank.mmr.lambda", 0.5));
    assertThat(outside.statusCode()).isEqualTo(400);
    assertThat(nothing.statusCode()).isEqualTo(400);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(notANumber.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void aUserIsShownWithEverythingThatIsKnown() throws Exception {
    var response = served.get("/api/v1/users/u1");

    JsonNode body = JSON.readTree(response.body());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(body.get("user_id").asText()).isEqualTo("u1");
    assertThat(body.get("revision").asText()).isEqualTo("7");
    assertThat(body.get("country").asText()).isEqualTo("DE");
    assertThat(body.get("stored_bytes").asInt()).isPositive();
  }

  @Test
  void theStatusOfTheNodeIsItsOwn() throws Exception {
    JsonNode body = JSON.readTree(served.get("/api/v1/status").body());

    assertThat(body.get("node").asText()).isEqualTo("n1");
    assertThat(body.get("items").asText()).isEqualTo("3");
  }

  private static DecisionTrace trace(String requestId, String ranker) {
    return DecisionTrace.newBuilder()
        .setDecision(
            DecisionRecord.newBuilder()
                .setRequestId(requestId)
                .setVersions(Versions.newBuilder().setRanker(ranker)))
        .build();
  }

  private static StatusRuntimeException refusal(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call);
  }
}
