package reco.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import reco.admin.v1.ChangeReleaseRequest;
import reco.admin.v1.ListModelsResponse;
import reco.admin.v1.ModelVersion;
import reco.admin.v1.ParityReport;
import reco.admin.v1.PushReport;
import reco.admin.v1.ReleaseReport;
import reco.admin.v1.TrialReport;
import reco.admin.v1.ValidationReport;
import reco.gateway.problem.Problem;
import reco.gateway.problem.Reason;
import reco.gateway.service.ModelOperations;

/** Remembers what it is asked; knows one model, ranker, whose version 9 passes no gate. */
final class FakeModels implements ModelOperations {
  /** A change and whose it was. */
  record Asked(ChangeReleaseRequest change, String by) {}

  final List<Asked> changes = new CopyOnWriteArrayList<>();
  final List<TreeMap<String, Integer>> pushed = new CopyOnWriteArrayList<>();
  final List<Path> folders = new CopyOnWriteArrayList<>();

  @Override
  public CompletionStage<ListModelsResponse> list() {
    return CompletableFuture.completedFuture(
        ListModelsResponse.newBuilder()
            .addVersions(ModelVersion.newBuilder().setModel("ranker").setVersion(1))
            .build());
  }

  @Override
  public CompletionStage<ValidationReport> validate(String model, int version) {
    return CompletableFuture.completedFuture(
        ValidationReport.newBuilder()
            .setModel(model)
            .setVersion(version)
            .setPassed(version != 9)
            .build());
  }

  @Override
  public CompletionStage<ReleaseReport> change(ChangeReleaseRequest request, String by) {
    changes.add(new Asked(request, by));
    return request.getPromote() == 9
        ? CompletableFuture.failedFuture(
            Problem.of(Reason.MODEL_REFUSED, "ranker@v9: heads.click.auc: got 0.5").asException())
        : CompletableFuture.completedFuture(
            ReleaseReport.newBuilder().setModel(request.getModel()).build());
  }

  @Override
  public CompletionStage<TrialReport> trial(String model) {
    return CompletableFuture.failedFuture(
        Problem.of(Reason.NO_TRIAL, "no version of " + model + " is in trial").asException());
  }

  @Override
  public CompletionStage<ParityReport> parity(String model, int version) {
    return CompletableFuture.completedFuture(
        ParityReport.newBuilder().setModel(model).setVersion(version).build());
  }

  @Override
  public CompletionStage<PushReport> push(Path folder) {
    folders.add(folder);
    var sizes = new TreeMap<String, Integer>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        sizes.put(file.getFileName().toString(), Files.readAllBytes(file).length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pushed.add(sizes);
    return CompletableFuture.completedFuture(
        PushReport.newBuilder().setModel("ranker").setVersion(2).build());
  }
}
