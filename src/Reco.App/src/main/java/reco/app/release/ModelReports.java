package reco.app.release;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Optional;
import reco.admin.v1.FeatureDifference;
import reco.admin.v1.ListModelsResponse;
import reco.admin.v1.ModelCheck;
import reco.admin.v1.ModelVersion;
import reco.admin.v1.ParityReport;
import reco.admin.v1.ReleaseEntry;
import reco.admin.v1.ReleaseReport;
import reco.admin.v1.ShadowDifference;
import reco.admin.v1.TrialReport;
import reco.admin.v1.ValidationReport;
import reco.admin.v1.VersionHealth;
import reco.model.release.Health;
import reco.model.release.Release;
import reco.model.release.ReleaseChange;
import reco.model.release.ReleaseDecision;
import reco.model.release.Releases;
import reco.model.release.Trial;
import reco.node.release.ShadowReport;
import reco.ranker.Gate.Check;
import reco.ranker.Manifest;
import reco.ranker.ModelRefusedException;
import reco.ranker.Registry;

/** What an operator is told of models, as messages. */
record ModelReports(Models models, Registry registry) {
  private static final int SHOWN_DECISIONS = 20;

  ListModelsResponse list() {
    var response = ListModelsResponse.newBuilder();
    for (String model : models.names()) {
      for (int version : registry.versions(model).reversed()) {
        response.addVersions(version(models.release(model), version));
      }
    }
    models.releases().audit().reversed().stream()
        .limit(SHOWN_DECISIONS)
        .map(ModelReports::entry)
        .forEach(response::addDecisions);
    return response.build();
  }

  private ModelVersion version(Release release, int version) {
    String label = release.label(version);
    var message =
        ModelVersion.newBuilder()
            .setModel(release.model())
            .setVersion(version)
            .setHeld(release.held())
            .setState(state(release, version));
    Optional.ofNullable(models.problems().get(label)).ifPresent(message::setProblem);
    try {
      Manifest manifest = registry.manifest(release.model(), version);
      message
          .setCreatedAt(manifest.createdAt())
          .setDataRange(manifest.lineage().range())
          .setCodeVersion(manifest.lineage().codeVersion())
          .setParent(manifest.lineage().parent())
          .setFeatureSpec(manifest.spec().map(Manifest.Spec::hash).orElse(""))
          .putAllMetrics(manifest.numbers());
    } catch (ModelRefusedException e) {
      message.setState("refused").setProblem(String.valueOf(e.getMessage()));
    }
    return message.build();
  }

  private String state(Release release, int version) {
    if (models.inService(release.model()).equals(release.label(version))) {
      return "serving";
    }
    Optional<Trial> trial = release.trial().filter(each -> each.version() == version);
    if (trial.isPresent()) {
      return trial.get().describe();
    }
    if (models.problems().containsKey(release.label(version))) {
      return "refused";
    }
    return release.previous().equals(Optional.of(version)) ? "previous" : "";
  }

  private static ReleaseEntry entry(Releases.Entry entry) {
    ReleaseDecision decision = entry.decision();
    return ReleaseEntry.newBuilder()
        .setModel(decision.model())
        .setTime(Instant.ofEpochMilli(decision.timeMillis()).toString())
        .setChange(decision.change().describe())
        .setBy(decision.by())
        .setReason(decision.reason())
        .setAutomatic(decision.automatic())
        .setRefusal(entry.refusal().orElse(""))
        .build();
  }

  ValidationReport of(String model, int version, Verdict verdict) {
    var report =
        ValidationReport.newBuilder()
            .setModel(model)
            .setVersion(version)
            .setAgainst(verdict.against().orElse(0))
            .setPassed(verdict.passed());
    verdict.checks().stream().map(ModelReports::check).forEach(report::addChecks);
    return report.build();
  }

  ReleaseReport of(
      String model,
      ReleaseChange change,
      Optional<Verdict> verdict,
      boolean validateOnly,
      long millis) {
    Release release = models.release(model);
    var report =
        ReleaseReport.newBuilder()
            .setModel(model)
            .setChange(change.describe())
            .setValidateOnly(validateOnly)
            .setServing(release.serving().orElse(0))
            .setPrevious(release.previous().orElse(0))
            .setTrial(trial(release))
            .setHeld(release.held())
            .setTookMillis(millis);
    verdict.stream()
        .flatMap(each -> each.checks().stream())
        .map(ModelReports::check)
        .forEach(report::addChecks);
    return report.build();
  }

  private static String trial(Release release) {
    return release
        .trial()
        .map(trial -> "%s of v%d".formatted(trial.describe(), trial.version()))
        .orElse("");
  }

  private static ModelCheck check(Check check) {
    return ModelCheck.newBuilder()
        .setName(check.name())
        .setPassed(check.passed())
        .setDetail(check.detail())
        .build();
  }

  /** Of the trial that runs; empty where none does. */
  Optional<TrialReport> trial(ServedModel model) {
    Release release = models.release(model.name());
    return release.trial().map(trial -> trial(model, release, trial));
  }

  private TrialReport trial(ServedModel model, Release release, Trial trial) {
    var report =
        TrialReport.newBuilder()
            .setModel(release.model())
            .setVersion(trial.version())
            .setServing(release.serving().orElse(0))
            .setTrial(trial.describe())
            .setSince(
                models
                    .lastCounted(release.model())
                    .map(begun -> Instant.ofEpochMilli(begun.timeMillis()).toString())
                    .orElse(""));
    model
        .canaried()
        .ifPresent(did ->
            report
                .setCanaryHealth(health(did.canary()))
                .setServingHealth(health(did.serving()))
                .setDrift(did.canary().asked() == 0 ? 0 : did.canary().drift(did.serving())));
    model.shadowed().map(ModelReports::difference).ifPresent(report::setDifference);
    return report.build();
  }

  private static VersionHealth health(Health health) {
    return VersionHealth.newBuilder()
        .setAsked(health.asked())
        .setMissed(health.missed())
        .setP50Millis(health.quantileMillis(0.5))
        .setP99Millis(health.quantileMillis(0.99))
        .build();
  }

  private static ShadowDifference difference(ShadowReport report) {
    return ShadowDifference.newBuilder()
        .setCompared(report.compared())
        .setDropped(report.dropped())
        .setFailed(report.failed())
        .setRankCorrelation(report.rankCorrelation())
        .setLeastRankCorrelation(report.leastRankCorrelation())
        .setOverlapAt20(report.overlapAt20())
        .setLargestDifference(report.largestDifference())
        .setMeanDifference(report.meanDifference())
        .setServingMillis(report.servingMillis())
        .setCandidateMillis(report.candidateMillis())
        .build();
  }

  /** What the parity job wrote beside a version. */
  static ParityReport parity(String model, int version, JsonObject kept) {
    var report =
        ParityReport.newBuilder()
            .setModel(model)
            .setVersion(version)
            .setTime(kept.get("time").getAsString())
            .setBreach(kept.get("breach").getAsBoolean())
            .setReason(kept.get("reason").getAsString())
            .setTraces(kept.get("traces").getAsInt())
            .setRows(kept.get("rows").getAsLong())
            .setLargestScoreDifference(kept.get("largest_score_difference").getAsDouble())
            .setLargestFeatureDifference(kept.get("largest_feature_difference").getAsDouble());
    for (JsonElement element : kept.getAsJsonArray("features")) {
      JsonObject feature = element.getAsJsonObject();
      report.addFeatures(
          FeatureDifference.newBuilder()
              .setFeature(feature.get("feature").getAsString())
              .setLargest(feature.get("largest").getAsDouble())
              .setRequestId(feature.get("request_id").getAsString()));
    }
    return report.build();
  }
}
