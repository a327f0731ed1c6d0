package reco.app.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.admin.v1.AuditRecord;
import reco.admin.v1.ChangeReleaseRequest;
import reco.admin.v1.ListModelsResponse;
import reco.admin.v1.ReleaseReport;
import reco.admin.v1.TrialShare;
import reco.gateway.problem.ProblemException;
import reco.model.ranking.Parameter;
import reco.model.release.Health;
import reco.model.release.ReleaseDecision;
import reco.model.release.Trial;
import reco.node.log.ControlLog;
import reco.ranker.Manifest;
import reco.ranker.ModelRefusedException;
import reco.ranker.Registry;

/** TR-3, TR-4, TR-6: nodes that follow one control log and one registry. */
class ModelsTest {
  @TempDir private Path root;
  private final SharedLog log = new SharedLog();
  private final AtomicLong nowMillis = new AtomicLong();
  private final List<Models> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(Models::close);
  }

  @Test
  void theFirstVersionServesAtOnceAndIsPromotedForGood() {
    publish(0.8);

    Node node = start("PROMOTE");

    assertThat(node.models.inService("ranker")).isEqualTo("ranker@v1");
    assertThat(log.records).hasSize(1);
  }

  @Test
  void aNewerVersionThatPassesTheGateFollowsOnEveryNode() {
    publish(0.8);
    Node one = start("PROMOTE");
    Node other = start("PROMOTE");
    publish(0.81);

    one.models.serveNewest();

    assertThat(one.models.inService("ranker")).isEqualTo("ranker@v2");
    await().until(() -> other.models.inService("ranker").equals("ranker@v2"));
    other.models.serveNewest();
    assertThat(log.records).hasSize(2);
  }

  @Test
  void aWorseVersionIsRefusedWithItsReasonAndTheServingOneGoesOn() {
    publish(0.8);
    Node node = start("PROMOTE");
    publish(0.7);

    node.models.serveNewest();

    assertThat(node.models.inService("ranker")).isEqualTo("ranker@v1");
    ListModelsResponse list = node.operations.list().toCompletableFuture().join();
    assertThat(list.getVersions(0).getState()).isEqualTo("refused");
    assertThat(list.getVersions(0).getProblem())
        .contains("heads.click.auc: got 0.7000, expected at least 0.7900")
        .contains("ranker@v1 has 0.8000");
    assertThatThrownBy(() -> node.change(promote(2)))
        .hasMessageContaining("heads.click.auc: got 0.7000");
  }

  @Test
  void afterARestartTheSameVersionServesThoughThereIsANewerOne() {
    publish(0.8);
    publish(0.8);
    Node before = start("NOTHING");
    assertThat(before.models.inService("ranker")).isEqualTo("ranker@v2");
    publish(0.9);

    Node after = start("NOTHING");

    assertThat(after.models.inService("ranker")).isEqualTo("ranker@v2");
  }

  @Test
  void anOperatorsRollbackHoldsAgainstNewerVersionsAndRestarts() {
    publish(0.8);
    Node node = start("PROMOTE");
    publish(0.82);
    node.models.serveNewest();

    ReleaseReport report = node.change(rollBack());
    publish(0.9);
    node.models.serveNewest();
    Node restarted = start("PROMOTE");

    assertThat(report.getServing()).isEqualTo(1);
    assertThat(report.getHeld()).isTrue();
    assertThat(node.models.inService("ranker")).isEqualTo("ranker@v1");
    assertThat(restarted.models.inService("ranker")).isEqualTo("ranker@v1");
    assertThat(node.model.loads).as("the version before was still in memory").hasSize(2);

    node.change(promote(3));

    await().until(() -> restarted.models.inService("ranker").equals("ranker@v3"));
  }

  @Test
  void whoPromotesAnOlderVersionIsNotOverruledByTheNewestThatWasThere() {
    publish(0.8);
    Node node = start("PROMOTE");
    publish(0.82);
    node.models.serveNewest();
    node.change(rollBack());
    publish(0.83);

    node.change(promote(2));
    node.models.serveNewest();
    assertThat(node.models.inService("ranker")).isEqualTo("ranker@v2");

    publish(0.84);
    node.models.serveNewest();
    assertThat(node.models.inService("ranker")).isEqualTo("ranker@v4");
  }

  @Test
  void aDryRunChecksEverythingAndChangesNothing() {
    publish(0.8);
    Node node = start("NOTHING");
    publish(0.7);
    publish(0.85);

    ReleaseReport report = node.change(promote(3).toBuilder().setValidateOnly(true).build());

    assertThat(report.getChecksList()).allMatch(check -> check.getPassed());
    assertThat(node.models.inService("ranker")).isEqualTo("ranker@v1");
    assertThat(log.records).hasSize(1);
    assertThatThrownBy(() -> node.change(promote(2).toBuilder().setValidateOnly(true).build()))
        .hasMessageContaining("heads.click.auc");
  }

  @Test
  void aVersionThatANodeCannotLoadLeavesWhatServesAndIsTold() {
    publish(0.8);
    Node one = start("NOTHING");
    Node other = start("NOTHING");
    publish(0.85);
    other.model.unloadable.add(2);

    one.change(promote(2));

    await().until(() -> !other.models.notices().isEmpty());
    assertThat(other.models.inService("ranker")).isEqualTo("ranker@v1");
    assertThat(other.models.notices())
        .containsExactly("ranker@v2 was promoted, but ranker@v1 serves: as the test wants");
  }

  @Test
  void withTheServingVersionSpoiltARestartServesTheOneBefore() throws IOException {
    publish(0.8);
    publish(0.8);
    Node before = start("NOTHING");
    assertThat(before.models.inService("ranker")).isEqualTo("ranker@v2");
    Files.write(root.resolve("ranker/v2/weights.bin"), new byte[] {1});

    Node after = start("NOTHING");

    assertThat(after.models.inService("ranker")).isEqualTo("ranker@v1");
    assertThat(after.models.notices().getFirst()).contains("weights.bin: got 1 bytes");
  }

  @Test
  void aTrialThatCannotBeLoadedIsEndedAndTheServingVersionGoesOn() {
    publish(0.8);
    Node one = start("NOTHING");
    Node other = start("NOTHING");
    publish(0.85);
    other.model.unloadable.add(2);

    one.change(canary(2, 0.05));

    await().until(() -> one.models.release("ranker").trial().isEmpty());
    assertThat(one.models.inService("ranker")).isEqualTo("ranker@v1");
    assertThat(log.records.getLast().reason()).isEqualTo("as the test wants");
  }

  @Test
  void byConfigurationANewerVersionBeginsAsACanary() {
    publish(0.8);
    Node node = start("CANARY");
    publish(0.85);

    node.models.serveNewest();

    assertThat(node.models.release("ranker").trial()).contains(new Trial.Canary(2, 0.05));
    assertThat(node.model.trial).contains(new Trial.Canary(2, 0.05));
    assertThat(node.models.inService("ranker")).isEqualTo("ranker@v1");

    node.change(ChangeReleaseRequest.newBuilder().setModel("ranker").setEndTrial(true).build());
    node.models.serveNewest();

    assertThat(node.model.trial).as("a version is tried by itself once").isEmpty();
  }

  @Test
  void aCanaryThatBreaksAGuardrailIsTakenBackAndTheAuditSaysWhy() {
    publish(0.8);
    Node node = start("NOTHING");
    publish(0.85);
    node.change(canary(2, 0.05));

    node.model.did = Optional.of(new ServedModel.Canaried(health(199, 199), health(9_000, 0)));
    node.models.poll();
    node.model.did = Optional.of(new ServedModel.Canaried(health(300, 30), health(9_000, 9)));
    node.models.poll();

    await().until(() -> node.models.release("ranker").trial().isEmpty());
    assertThat(node.model.trial).isEmpty();
    var entry = node.operations.list().toCompletableFuture().join().getDecisions(0);
    assertThat(entry.getReason())
        .isEqualTo("guardrail: missed share: got 0.1000, expected at most 0.0110");
    assertThat(entry.getBy()).startsWith("node");
  }

  @Test
  void aCanaryThatANodeBeganIsPromotedWhenItHasSoaked() {
    publish(0.8);
    Node node = start("CANARY");
    publish(0.85);
    node.models.serveNewest();
    node.model.did = Optional.of(new ServedModel.Canaried(health(300, 0), health(9_000, 0)));

    nowMillis.set(Duration.ofMinutes(29).toMillis());
    node.models.poll();
    node.models.on(() -> true).join();
    assertThat(node.models.inService("ranker")).isEqualTo("ranker@v1");

    nowMillis.set(Duration.ofMinutes(31).toMillis());
    node.models.poll();
    await().until(() -> node.models.inService("ranker").equals("ranker@v2"));
  }

  @Test
  void whatCannotBeIsRefused() {
    publish(0.8);
    Node node = start("NOTHING");

    assertThatThrownBy(() -> node.change(promote(1))).hasMessageContaining("serves already");
    assertThatThrownBy(() -> node.change(promote(7))).hasMessageContaining("expected one of [1]");
    assertThatThrownBy(() -> node.change(rollBack())).hasMessageContaining("name one");
    assertThatThrownBy(() -> node.change(promote(1).toBuilder().setModel("other").build()))
        .hasMessageContaining("expected one of [ranker]");
  }

  /** A breach that the parity job found keeps a version out. */
  @Test
  void aBreachOfParityBlocksAPromotion() {
    publish(0.8);
    Node node = start("NOTHING");
    publish(0.9);
    var breach = new JsonObject();
    breach.addProperty("breach", true);
    breach.addProperty("reason", "user_age differs by 3.0");
    new Registry(root).attach("ranker", 2, "parity.json", breach);

    assertThatThrownBy(() -> node.change(promote(2)))
        .hasMessageContaining("parity: user_age differs by 3.0");
  }

  private static Health health(long asked, long missed) {
    return new Health(asked, missed, new long[Health.LATENCY_PARTS], new long[Health.SCORE_PARTS]);
  }

  private static ChangeReleaseRequest promote(int version) {
    return ChangeReleaseRequest.newBuilder().setModel("ranker").setPromote(version).build();
  }

  private static ChangeReleaseRequest rollBack() {
    return ChangeReleaseRequest.newBuilder().setModel("ranker").setRollBack(0).build();
  }

  private static ChangeReleaseRequest canary(int version, double share) {
    return ChangeReleaseRequest.newBuilder()
        .setModel("ranker")
        .setCanary(TrialShare.newBuilder().setVersion(version).setShare(share))
        .build();
  }

  private void publish(double auc) {
    try {
      Path folder = Files.createTempDirectory("version");
      byte[] weights = {1, 2, 3};
      Files.write(folder.resolve("weights.bin"), weights);
      String hash =
          java.util.HexFormat.of()
              .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(weights));
      JsonObject manifest =
          JsonParser.parseString(
                  """
                  {"format": 1, "name": "ranker", "version": 1,
                   "files": {"weights.bin": {"sha256": "%s", "bytes": 3}},
                   "metrics": {"heads": {"click": {"auc": %s}}}}
                  """
                      .formatted(hash, auc))
              .getAsJsonObject();
      Files.writeString(folder.resolve(Manifest.FILE), manifest.toString(), StandardCharsets.UTF_8);
      new Registry(root).publish(folder);
    } catch (IOException | java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Node start(String onPublish) {
    var settings =
        ReleaseSettings.of(
            ConfigFactory.parseString("on-publish = " + onPublish)
                .withFallback(
                    ConfigFactory.parseFile(Path.of("../../hocon/reco.conf").toFile())
                        .getConfig("reco.release"))
                .resolve());
    var registry = new Registry(root);
    var model = new FakeModel(registry);
    var models =
        new Models(
            registry,
            List.of(model),
            settings,
            log,
            () -> Instant.ofEpochMilli(nowMillis.get()),
            new SimpleMeterRegistry(),
            "node " + nodes.size());
    nodes.add(models);
    log.follow(models);
    models.start();
    return new Node(models, model, new LiveModels(models, registry));
  }

  private record Node(Models models, FakeModel model, LiveModels operations) {
    ReleaseReport change(ChangeReleaseRequest request) {
      try {
        return operations.change(request, "ann").toCompletableFuture().join();
      } catch (java.util.concurrent.CompletionException e) {
        throw e.getCause() instanceof ProblemException refused
            ? new IllegalStateException(refused.problem().toString())
            : e;
      }
    }
  }

  /** The control topic: every follower gets every record, in order, at once. */
  private static final class SharedLog implements ControlLog {
    private final List<ReleaseDecision> records = new CopyOnWriteArrayList<>();
    private final List<Models> followers = new CopyOnWriteArrayList<>();

    synchronized void follow(Models models) {
      records.forEach(models::decided);
      followers.add(models);
    }

    @Override
    public CompletionStage<Void> set(Parameter parameter, double value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> audit(AuditRecord record) {
      throw new UnsupportedOperationException();
    }

    @Override
    public synchronized CompletionStage<Void> decide(ReleaseDecision decision) {
      records.add(decision);
      followers.forEach(models -> models.decided(decision));
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Keeps the serving version and the one before in memory, as the real ones. */
  private static final class FakeModel implements ServedModel {
    private final Registry registry;
    private final Set<Integer> unloadable = ConcurrentHashMap.newKeySet();
    private final List<Integer> loads = new CopyOnWriteArrayList<>();
    private final List<Integer> memory = new CopyOnWriteArrayList<>();
    private volatile Optional<Integer> serving = Optional.empty();
    private volatile Optional<Trial> trial = Optional.empty();
    private volatile Optional<Canaried> did = Optional.empty();

    FakeModel(Registry registry) {
      this.registry = registry;
    }

    @Override
    public String name() {
      return "ranker";
    }

    @Override
    public boolean canBeTried() {
      return true;
    }

    @Override
    public String prove(Registry.Artefact artefact) {
      return "nothing";
    }

    @Override
    public void serve(int version, Optional<Trial> wanted) {
      load(version);
      wanted.map(Trial::version).ifPresent(this::load);
      serving = Optional.of(version);
      trial = wanted;
    }

    private void load(int version) {
      if (!memory.contains(version)) {
        if (unloadable.contains(version)) {
          throw new ModelRefusedException("as the test wants");
        }
        registry.open("ranker", version);
        loads.add(version);
        memory.add(version);
      }
    }

    @Override
    public boolean isInMemory(int version) {
      return memory.contains(version);
    }

    @Override
    public Optional<Canaried> canaried() {
      return did;
    }

    @Override
    public Optional<Integer> serving() {
      return serving;
    }
  }
}
