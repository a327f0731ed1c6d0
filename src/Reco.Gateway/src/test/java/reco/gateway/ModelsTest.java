package reco.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reco.admin.v1.ModelChunk;
import reco.admin.v1.ModelsGrpc.ModelsStub;
import reco.admin.v1.PushReport;

class ModelsTest {
  private Served served;

  @BeforeEach
  void start() {
    served = Served.start();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void aChangeIsPassedOnWithTheNameOfItsKey() {
    var answer =
        served.post(
            "/api/v1/models/ranker:release",
            "{\"canary\":{\"version\":3,\"share\":0.05},\"reason\":\"try it\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    FakeModels.Asked asked = served.node.models.changes.getFirst();
    assertThat(asked.by()).isEqualTo("all");
    assertThat(asked.change().getCanary().getShare()).isEqualTo(0.05);
    assertThat(asked.change().getReason()).isEqualTo("try it");
  }

  @Test
  void aVersionThatPassesNoGateIsRefusedWithTheReason() {
    var answer = served.post("/api/v1/models/ranker:release", "{\"promote\":9}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("MODEL_REFUSED", "heads.click.auc: got 0.5");
  }

  @Test
  void whatIsNotAskedRightlyIsRefusedBeforeAnythingIsDone() {
    for (String body :
        new String[] {
          "{}",
          "{\"canary\":{\"version\":3,\"share\":0}}",
          "{\"shadow\":{\"version\":3,\"share\":1.5}}",
          "{\"promote\":\"three\"}"
        }) {
      assertThat(served.post("/api/v1/models/ranker:release", body).statusCode())
          .as(body)
          .isEqualTo(400);
    }
    assertThat(served.node.models.changes).isEmpty();
    assertThat(served.post("/api/v1/models/RANKER:release", "{\"promote\":2}").statusCode())
        .isEqualTo(400);
    assertThat(served.post("/api/v1/models/ranker/versions/0:validate", "").statusCode())
        .isEqualTo(400);
  }

  @Test
  void onlyAnAdministratorsKeyOpensThem() {
    var answer =
        served.send(
            "GET", "/api/v1/models", "", Map.of("Authorization", "Bearer " + Served.READ_KEY));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(served.get("/api/v1/models").body()).contains("\"version\":");
    assertThat(served.get("/api/v1/models/ranker/trial").statusCode()).isEqualTo(404);
    assertThat(served.get("/api/v1/models/ranker/parity").statusCode()).isEqualTo(200);
    assertThat(served.post("/api/v1/models/ranker/versions/3:validate", "").body())
        .contains("\"passed\":");
  }

  /** More than one message may be, and more than the gateway's limit of a body. */
  @Test
  void aPushOfSeveralMebibytesArrivesWholeAndLeavesNothingBehind() throws Exception {
    var pushed = new Pushed();
    StreamObserver<ModelChunk> server = stub().pushModel(pushed);
    server.onNext(chunk("manifest.json", 10));
    for (int i = 0; i < 24; i++) {
      server.onNext(chunk("model.onnx", 256 * 1024));
    }
    server.onCompleted();

    assertThat(pushed.report.get(60, TimeUnit.SECONDS).getVersion()).isEqualTo(2);
    assertThat(served.node.models.pushed.getFirst())
        .containsEntry("manifest.json", 10)
        .containsEntry("model.onnx", 24 * 256 * 1024);
    Awaitility.await().until(() -> !served.node.models.folders.getFirst().toFile().exists());
  }

  @Test
  void aPushedFileThatIsNoPlainNameIsRefused() throws InterruptedException, TimeoutException {
    var pushed = new Pushed();
    StreamObserver<ModelChunk> server = stub().pushModel(pushed);
    server.onNext(chunk("../manifest.json", 10));

    try {
      pushed.report.get(60, TimeUnit.SECONDS);
      throw new AssertionError("expected a refusal");
    } catch (ExecutionException e) {
      assertThat(e.getCause())
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              refused ->
                  assertThat(refused.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT));
    }
    assertThat(served.node.models.pushed).isEmpty();
  }

  private ModelsStub stub() {
    return GrpcClients.builder("gproto+http://" + served.host() + "/")
        .setHeader("authorization", "Bearer " + Served.KEY)
        .build(ModelsStub.class);
  }

  private static ModelChunk chunk(String file, int bytes) {
    return ModelChunk.newBuilder()
        .setFile(file)
        .setContent(ByteString.copyFrom(new byte[bytes]))
        .build();
  }

  private static final class Pushed implements StreamObserver<PushReport> {
    private final CompletableFuture<PushReport> report = new CompletableFuture<>();

    @Override
    public void onNext(PushReport answer) {
      report.complete(answer);
    }

    @Override
    public void onError(Throwable failure) {
      report.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {}
  }
}
