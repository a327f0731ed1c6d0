package reco.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reco.admin.v1.ChangeReleaseRequest;
import reco.admin.v1.GetParityRequest;
import reco.admin.v1.GetTrialRequest;
import reco.admin.v1.ListModelsRequest;
import reco.admin.v1.ListModelsResponse;
import reco.admin.v1.ModelCheck;
import reco.admin.v1.ModelChunk;
import reco.admin.v1.ModelVersion;
import reco.admin.v1.ModelsGrpc.ModelsImplBase;
import reco.admin.v1.ParityReport;
import reco.admin.v1.PushReport;
import reco.admin.v1.ReleaseEntry;
import reco.admin.v1.ReleaseReport;
import reco.admin.v1.TrialReport;
import reco.admin.v1.ValidateModelRequest;
import reco.admin.v1.ValidationReport;
import reco.admin.v1.VersionHealth;

class ModelCommandsTest {
  private static final List<ChangeReleaseRequest> CHANGES =
      Collections.synchronizedList(new ArrayList<>());
  private static final Map<String, String> PUSHED = Collections.synchronizedMap(new TreeMap<>());
  private static Server server;

  @BeforeAll
  static void start() {
    server =
        ConsoleRun.server().service(GrpcService.builder().addService(new Models()).build()).build();
    server.start().join();
  }

  @AfterAll
  static void stop() {
    server.stop().join();
  }

  @BeforeEach
  void reset() {
    CHANGES.clear();
    PUSHED.clear();
  }

  @Test
  void versionsAndDecisionsAreTables() {
    ConsoleRun run = run("model", "list");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            VERSION    STATE    MADE              METRICS           TRAINED BESIDE
            ranker@v2           2026-03-01 04:12  click.auc 0.7000  retrieval@v1
            ranker@v1  serving  2026-02-28 04:12  click.auc 0.7100  retrieval@v1

            ranker@v2: heads.click.auc: got 0.70, expected at least 0.7000 (v1 has 0.7100)
            ranker was rolled back: newer versions wait for ./reco model promote

            WHEN              MODEL   DECISION     BY   REASON       COUNTS
            2026-03-01 09:00  ranker  rollback v1  ada  clicks fell  yes
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "promote ranker@v3, promote: 3",
    "rollback ranker, roll_back: 0",
    "rollback ranker@v2, roll_back: 2",
    "stop ranker, end_trial: true"
  })
  void aChangeIsSentWithItsReason(String command, String sent) {
    ConsoleRun run = run(("model " + command + " --yes --reason night").split(" "));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(CHANGES.getFirst().toString()).contains("model: \"ranker\"", sent, "night");
    assertThat(run.out()).contains("done in 7 ms", "ranker@v3 serves, v2 is kept to go back to");
  }

  @Test
  void aShareIsAPercentageOrAPart() {
    run("model", "canary", "ranker@v3", "5%", "--yes");
    run("model", "shadow", "ranker@v3", "0.25", "--yes");

    assertThat(CHANGES.get(0).getCanary().getShare()).isEqualTo(0.05);
    assertThat(CHANGES.get(1).getShadow().getShare()).isEqualTo(0.25);
    ConsoleRun wrong = run("model", "canary", "ranker@v3", "120%", "--yes");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("got '120%', expected such as 5% or 0.05");
    assertThat(CHANGES).hasSize(2);
  }

  @Test
  void withoutAYesNothingIsChanged() {
    assertThat(answering("n\n", "model", "promote", "ranker@v3").code()).isEqualTo(1);
    ConsoleRun nobody = answering("", "model", "promote", "ranker@v3");

    assertThat(nobody.code()).isEqualTo(1);
    assertThat(nobody.err())
        .contains("Serve everyone with ranker@v3? [y/N]", "nobody answers; say --yes");
    assertThat(CHANGES).isEmpty();
    assertThat(answering("y\n", "model", "promote", "ranker@v3").code()).isZero();
    assertThat(CHANGES).hasSize(1);
  }

  @Test
  void aDryRunAsksNothingAndChangesNothing() {
    ConsoleRun run = answering("", "model", "promote", "ranker@v3", "--dry-run");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(CHANGES.getFirst().getValidateOnly()).isTrue();
    assertThat(run.out()).contains("would promote v3; nothing was changed");
  }

  @Test
  void whatDoesNotPassIsSaidAndIsTheExitCode() {
    ConsoleRun run = run("model", "validate", "ranker@v2");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("golden   yes", "metrics  NO", "ranker@v2 is REFUSED, compared with v1");
  }

  @Test
  void aCanaryStandsBesideWhatServes() {
    ConsoleRun run = run("model", "trial");

    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            canary 5% of ranker@v3 beside v2, since 2026-03-01 09:00

            VERSION  ASKED  MISSED  P50 MS  P99 MS
            v2        1900       1  1.0000  4.0000
            v3         100       0  1.5000  5.0000
            drift of the scores (PSI) 0.0200
            """);
  }

  @Test
  void aBreachOfParityIsTheExitCode() {
    ConsoleRun run = run("model", "parity");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("BREACH: user_likes: got a difference of 0.5");
  }

  @RepeatedTest(5)
  void aVersionIsPushedFileByFile(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{}");
    Files.writeString(folder.resolve("model.onnx"), "m".repeat(600_000));

    ConsoleRun run = run("model", "push", folder.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(PUSHED).containsOnlyKeys("manifest.json", "model.onnx");
    assertThat(PUSHED.get("model.onnx")).hasSize(600_000);
    assertThat(run.out()).contains("ranker@v4, 600002 bytes", "./reco model validate ranker@v4");
  }

  @Test
  void whatTheServerRefusesIsSaidWithoutATrace() {
    ConsoleRun run = run("model", "promote", "ranker@v9", "--yes");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("version: got 9, expected one of 1 to 3");
    assertThat(run.err()).doesNotContain("\tat ");
  }

  private static ConsoleRun answering(String answer, String... arguments) {
    return ConsoleRun.answering(answer, () -> run(arguments));
  }

  private static ConsoleRun run(String... arguments) {
    return ConsoleRun.at(ConsoleRun.address(server), arguments);
  }

  /** A server with two versions of a ranker, of which the newer one was taken back. */
  private static final class Models extends ModelsImplBase {
    @Override
    public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> caller) {
      answer(
          caller,
          ListModelsResponse.newBuilder()
              .addVersions(
                  version(2, 0.70, "2026-03-01 04:12")
                      .setHeld(true)
                      .setProblem(
                          "heads.click.auc: got 0.70, expected at least 0.7000 (v1 has 0.7100)"))
              .addVersions(version(1, 0.71, "2026-02-28 04:12").setState("serving"))
              .addDecisions(
                  ReleaseEntry.newBuilder()
                      .setModel("ranker")
                      .setTime("2026-03-01 09:00")
                      .setChange("rollback v1")
                      .setBy("ada")
                      .setReason("clicks fell"))
              .build());
    }

    private static ModelVersion.Builder version(int number, double auc, String made) {
      return ModelVersion.newBuilder()
          .setModel("ranker")
          .setVersion(number)
          .setCreatedAt(made)
          .setParent("retrieval@v1")
          .putMetrics("heads.click.auc", auc)
          .putMetrics("epochs", 9);
    }

    @Override
    public void validateModel(
        ValidateModelRequest request, StreamObserver<ValidationReport> caller) {
      answer(
          caller,
          ValidationReport.newBuilder()
              .setModel(request.getModel())
              .setVersion(request.getVersion())
              .setAgainst(1)
              .addChecks(ModelCheck.newBuilder().setName("golden").setPassed(true))
              .addChecks(ModelCheck.newBuilder().setName("metrics").setDetail("auc fell"))
              .build());
    }

    @Override
    public void changeRelease(ChangeReleaseRequest request, StreamObserver<ReleaseReport> caller) {
      if (request.getPromote() == 9) {
        caller.onError(
            Status.NOT_FOUND
                .withDescription("version: got 9, expected one of 1 to 3")
                .asRuntimeException());
        return;
      }
      CHANGES.add(request);
      answer(
          caller,
          ReleaseReport.newBuilder()
              .setModel(request.getModel())
              .setChange("promote v3")
              .setValidateOnly(request.getValidateOnly())
              .setServing(3)
              .setPrevious(2)
              .setTookMillis(7)
              .build());
    }

    @Override
    public void getTrial(GetTrialRequest request, StreamObserver<TrialReport> caller) {
      answer(
          caller,
          TrialReport.newBuilder()
              .setModel(request.getModel())
              .setVersion(3)
              .setServing(2)
              .setTrial("canary 5%")
              .setSince("2026-03-01 09:00")
              .setServingHealth(health(1_900, 1, 1, 4))
              .setCanaryHealth(health(100, 0, 1.5, 5))
              .setDrift(0.02)
              .build());
    }

    private static VersionHealth health(long asked, long missed, double p50, double p99) {
      return VersionHealth.newBuilder()
          .setAsked(asked)
          .setMissed(missed)
          .setP50Millis(p50)
          .setP99Millis(p99)
          .build();
    }

    @Override
    public void getParity(GetParityRequest request, StreamObserver<ParityReport> caller) {
      answer(
          caller,
          ParityReport.newBuilder()
              .setModel(request.getModel())
              .setVersion(2)
              .setBreach(true)
              .setReason("user_likes: got a difference of 0.5")
              .build());
    }

    @Override
    public StreamObserver<ModelChunk> pushModel(StreamObserver<PushReport> caller) {
      Map<String, ByteArrayOutputStream> files = new TreeMap<>();
      return new StreamObserver<>() {
        @Override
        public void onNext(ModelChunk chunk) {
          files
              .computeIfAbsent(chunk.getFile(), _ -> new ByteArrayOutputStream())
              .writeBytes(chunk.getContent().toByteArray());
        }

        @Override
        public void onError(Throwable error) {
          throw new AssertionError(error);
        }

        @Override
        public void onCompleted() {
          files.forEach((name, bytes) -> PUSHED.put(name, bytes.toString(StandardCharsets.UTF_8)));
          long bytes = files.values().stream().mapToLong(ByteArrayOutputStream::size).sum();
          answer(
              caller,
              PushReport.newBuilder().setModel("ranker").setVersion(4).setBytes(bytes).build());
        }
      };
    }

    private static <T> void answer(StreamObserver<T> caller, T message) {
      caller.onNext(message);
      caller.onCompleted();
    }
  }
}
