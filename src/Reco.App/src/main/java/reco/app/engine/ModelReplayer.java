package reco.app.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import reco.admin.v1.ReplayReport;
import reco.admin.v1.ReplayRow;
import reco.gateway.service.Replayer;
import reco.internal.v1.DecisionTrace;
import reco.model.decision.RecordedDecision;
import reco.model.decision.Replay;
import reco.model.decision.Replayed;
import reco.model.decision.Rung;
import reco.model.decision.Trace;
import reco.model.features.FeatureSpec;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;
import reco.model.release.VersionLabel;
import reco.protocol.DecisionCodec;
import reco.ranker.OnnxModel;
import reco.ranker.Registry;

/** Replays traced decisions with the model version that each was ranked by. */
final class ModelReplayer implements Replayer {
  private static final String RANKER = "ranker";

  private final Registry registry;
  private final Build build;
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

  ModelReplayer(Registry registry, Build build) {
    this.registry = registry;
    this.build = build;
  }

  @Override
  public CompletionStage<ReplayReport> replay(DecisionTrace message) {
    return CompletableFuture.supplyAsync(() -> report(DecisionCodec.decode(message)), threads);
  }

  private ReplayReport report(Trace trace) {
    Replayed replayed = run(trace);
    boolean sameHost =
        trace.build().equals(build.version()) && trace.platform().equals(build.platform());
    var report =
        ReplayReport.newBuilder()
            .setRequestId(trace.inputs().query().requestId())
            .setIdentical(replayed.identical())
            .setCandidates(replayed.decision().candidates())
            .setRemoved(replayed.decision().removed())
            .setPromise(sameHost ? "bit for bit" : "within 1e-5");
    List<RecordedDecision.Position> now = RecordedDecision.of(replayed.decision()).positions();
    double largest = 0;
    for (int i = 0; i < trace.decision().positions().size(); i++) {
      var then = trace.decision().positions().get(i);
      var row =
          ReplayRow.newBuilder()
              .setPosition(i)
              .setRecordedItemId(then.id())
              .setRecordedScore(then.score());
      if (i < now.size()) {
        row.setReplayedItemId(now.get(i).id()).setReplayedScore(now.get(i).score());
        largest = Math.max(largest, Math.abs(now.get(i).score() - then.score()));
      }
      report.addRows(row);
    }
    return report.setLargestScoreDifference(largest).build();
  }

  private Replayed run(Trace trace) {
    if (trace.decision().rung() != Rung.RANKED) {
      return Replay.run(trace, ModelReplayer::notAsked);
    }
    String recorded = trace.inputs().versions().ranker();
    try (OnnxModel model =
        OnnxModel.load(registry.open(RANKER, versionOf(recorded)), FeatureSpec.CURRENT.hash())) {
      return Replay.run(trace, features -> model.score(List.of(features)).getFirst());
    }
  }

  private static HeadScores notAsked(FeatureMatrix features) {
    throw new IllegalStateException("a decision that no model ranked asks none");
  }

  private static int versionOf(String label) {
    return VersionLabel.parse(label)
        .filter(each -> each.model().equals(RANKER))
        .map(VersionLabel::version)
        .orElseThrow(() ->
            new IllegalStateException(
                "the decision was ranked by '%s', which the registry does not hold"
                    .formatted(label)));
  }
}
