package reco.app.release;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.admin.v1.ChangeReleaseRequest;
import reco.admin.v1.ListModelsResponse;
import reco.admin.v1.ParityReport;
import reco.admin.v1.PushReport;
import reco.admin.v1.ReleaseReport;
import reco.admin.v1.TrialReport;
import reco.admin.v1.ValidationReport;
import reco.gateway.problem.Problem;
import reco.gateway.problem.ProblemException;
import reco.gateway.problem.Reason;
import reco.gateway.service.ModelOperations;
import reco.model.release.Release;
import reco.model.release.ReleaseChange;
import reco.model.release.ReleaseDecision;
import reco.model.release.Trial;
import reco.ranker.Gate;
import reco.ranker.Manifest;
import reco.ranker.ModelRefusedException;
import reco.ranker.Registry;

/** What an operator may ask of a node's models. */
public final class LiveModels implements ModelOperations {
  private static final Logger LOG = LoggerFactory.getLogger(LiveModels.class);

  private final Models models;
  private final Registry registry;
  private final ModelReports reports;
  private final Executor readers = Executors.newVirtualThreadPerTaskExecutor();

  public LiveModels(Models models, Registry registry) {
    this.models = models;
    this.registry = registry;
    this.reports = new ModelReports(models, registry);
  }

  @Override
  public CompletionStage<ListModelsResponse> list() {
    return CompletableFuture.supplyAsync(reports::list, readers);
  }

  @Override
  public CompletionStage<ValidationReport> validate(String name, int version) {
    return models.on(
        () -> reports.of(name, version, models.validate(model(name), existing(name, version))));
  }

  @Override
  public CompletionStage<ReleaseReport> change(ChangeReleaseRequest request, String by) {
    long started = System.nanoTime();
    return models
        .on(() -> checked(request, by))
        .thenCompose(change ->
            (request.getValidateOnly()
                    ? CompletableFuture.<Void>completedFuture(null)
                    : decide(request, change, by))
                .thenApply(_ ->
                    reports.of(
                        request.getModel(),
                        change.wanted,
                        change.verdict,
                        request.getValidateOnly(),
                        (System.nanoTime() - started) / 1_000_000)));
  }

  private record Checked(ReleaseChange wanted, Optional<Verdict> verdict) {}

  private CompletableFuture<Void> decide(ChangeReleaseRequest request, Checked change, String by) {
    String reason = request.getReason().isBlank() ? "no reason given" : request.getReason();
    return models
        .decide(request.getModel(), change.wanted, false, by, reason)
        .exceptionally(failure -> {
          Throwable cause =
              failure instanceof CompletionException wrapper && wrapper.getCause() != null
                  ? wrapper.getCause()
                  : failure;
          if (cause instanceof ReleaseRefusedException late) {
            throw refused(Reason.RELEASE_REFUSED, String.valueOf(late.getMessage()));
          }
          throw new CompletionException(cause);
        });
  }

  private Checked checked(ChangeReleaseRequest request, String by) {
    ServedModel model = model(request.getModel());
    Release release = models.release(model.name());
    ReleaseChange wanted = wanted(request, release);
    release
        .refusal(new ReleaseDecision(model.name(), release.number(), wanted, false, 0, by, "", 0))
        .ifPresent(why -> {
          throw refused(Reason.RELEASE_REFUSED, why);
        });
    return new Checked(wanted, verdict(model, wanted));
  }

  /** Promotions and trials pass the whole gate; a version to go back to must only be whole. */
  private Optional<Verdict> verdict(ServedModel model, ReleaseChange wanted) {
    return switch (wanted) {
      case ReleaseChange.Promote(int version) -> Optional.of(passed(model, version));
      case ReleaseChange.Try(Trial trial) -> {
        if (!model.canBeTried()) {
          throw refused(
              Reason.RELEASE_REFUSED,
              "%s: got a %s, expected a promotion: only a ranker can be tried beside another"
                  .formatted(model.name(), trial.kind()));
        }
        yield Optional.of(passed(model, trial.version()));
      }
      case ReleaseChange.RollBack(int version) -> {
        if (!model.isInMemory(version)) {
          prove(model, existing(model.name(), version));
        }
        yield Optional.empty();
      }
      case ReleaseChange.EndTrial() -> Optional.empty();
    };
  }

  private Verdict passed(ServedModel model, int version) {
    Verdict verdict = models.validate(model, existing(model.name(), version));
    verdict
        .refusal()
        .ifPresent(why -> {
          throw refused(Reason.MODEL_REFUSED, "%s@v%d: %s".formatted(model.name(), version, why));
        });
    return verdict;
  }

  private void prove(ServedModel model, int version) {
    try {
      String proven = model.prove(registry.open(model.name(), version));
      LOG.info("{}@v{} has proven {}", model.name(), version, proven);
    } catch (ModelRefusedException e) {
      throw refused(Reason.MODEL_REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private static ReleaseChange wanted(ChangeReleaseRequest request, Release release) {
    return switch (request.getChangeCase()) {
      case PROMOTE -> new ReleaseChange.Promote(request.getPromote());
      case ROLL_BACK ->
          new ReleaseChange.RollBack(
              request.getRollBack() > 0 ? request.getRollBack() : versionBefore(release));
      case CANARY ->
          new ReleaseChange.Try(
              new Trial.Canary(request.getCanary().getVersion(), request.getCanary().getShare()));
      case SHADOW ->
          new ReleaseChange.Try(
              new Trial.Shadow(request.getShadow().getVersion(), request.getShadow().getShare()));
      case END_TRIAL -> new ReleaseChange.EndTrial();
      case CHANGE_NOT_SET ->
          throw new IllegalArgumentException("change: got none, expected one of the known");
    };
  }

  private static int versionBefore(Release release) {
    return release
        .previous()
        .orElseThrow(() ->
            refused(
                Reason.RELEASE_REFUSED,
                "no version of %s to go back to is known: name one".formatted(release.model())));
  }

  @Override
  public CompletionStage<TrialReport> trial(String name) {
    return models.on(() ->
        reports
            .trial(model(name))
            .orElseThrow(() -> refused(Reason.NO_TRIAL, "no version of " + name + " is in trial")));
  }

  @Override
  public CompletionStage<ParityReport> parity(String name, int version) {
    return CompletableFuture.supplyAsync(
        () -> {
          int meant =
              version > 0
                  ? version
                  : models
                      .release(model(name).name())
                      .serving()
                      .orElseThrow(
                          () -> refused(Reason.UNKNOWN_MODEL, "no version of " + name + " serves"));
          return registry
              .attached(name, existing(name, meant), Gate.PARITY)
              .map(report -> ModelReports.parity(name, meant, report))
              .orElseThrow(() ->
                  refused(
                      Reason.NO_PARITY,
                      "%s@v%d has no parity report; ./reco parity makes one"
                          .formatted(name, meant)));
        },
        readers);
  }

  @Override
  public CompletionStage<PushReport> push(Path folder) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            Manifest published = registry.publish(folder);
            LOG.info("{} was pushed at {}", published.label(), Instant.now());
            long bytes =
                published.files().values().stream().mapToLong(Manifest.FileEntry::bytes).sum();
            return PushReport.newBuilder()
                .setModel(published.name())
                .setVersion(published.version())
                .setBytes(bytes)
                .build();
          } catch (ModelRefusedException e) {
            String why = String.valueOf(e.getMessage()).replace(folder + "/", "");
            throw refused(Reason.MODEL_REFUSED, why);
          }
        },
        readers);
  }

  private ServedModel model(String name) {
    return models
        .find(name)
        .orElseThrow(() ->
            refused(
                Reason.UNKNOWN_MODEL,
                "model: got %s, expected one of %s".formatted(name, models.names())));
  }

  private int existing(String name, int version) {
    if (!registry.versions(name).contains(version)) {
      throw refused(
          Reason.UNKNOWN_MODEL,
          "version: got %s@v%d, expected one of %s"
              .formatted(name, version, registry.versions(name)));
    }
    return version;
  }

  private static ProblemException refused(Reason reason, String why) {
    return Problem.of(reason, why).asException();
  }
}
