package reco.gateway.service;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import reco.admin.v1.ReplayReport;
import reco.admin.v1.ReplayRow;
import reco.internal.v1.DecisionTrace;
import reco.model.decision.RecordedDecision;
import reco.model.decision.RecordedDecision.Position;
import reco.model.decision.Replay;
import reco.model.decision.Replayed;
import reco.model.decision.Rung;
import reco.model.decision.Trace;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;
import reco.protocol.CorruptStateException;
import reco.protocol.DecisionCodec;

/** Replays decisions on this node and says how far the result can be held to its word. */
public final class TraceReplayer implements Replayer {
  private final RankerVersions rankers;
  private final String build;
  private final String platform;
  private final Executor executor;

  /**
   * @param build of this program, as its traces name it
   * @param platform provider and kind of CPU of this node's ranker, as its traces name it
   * @param executor where a replay may take its milliseconds
   */
  public TraceReplayer(RankerVersions rankers, String build, String platform, Executor executor) {
    this.rankers = rankers;
    this.build = build;
    this.platform = platform;
    this.executor = executor;
  }

  @Override
  public CompletionStage<ReplayReport> replay(DecisionTrace trace) {
    return CompletableFuture.supplyAsync(() -> report(read(trace)), executor);
  }

  private static Trace read(DecisionTrace trace) {
    try {
      return DecisionCodec.decode(trace);
    } catch (CorruptStateException unreadable) {
      throw new IllegalStateException(
          "the trace cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  private ReplayReport report(Trace trace) {
    Replayed replayed = Replay.run(trace, ranker(trace));
    List<Position> then = trace.decision().positions();
    List<Position> now =
        RecordedDecision.page(replayed.decision(), trace.decision().offset(), then.size())
            .positions();
    ReplayReport.Builder report =
        ReplayReport.newBuilder()
            .setRequestId(trace.inputs().query().requestId())
            .setIdentical(replayed.identical())
            .setCandidates(replayed.decision().candidates())
            .setRemoved(replayed.decision().removed())
            .setPromise(promise(trace, replayed));
    double largest = 0;
    for (int at = 0; at < then.size(); at++) {
      ReplayRow row = row(trace.decision().offset() + at, then.get(at), positionAt(now, at));
      report.addRows(row);
      largest = Math.max(largest, Math.abs(row.getRecordedScore() - row.getReplayedScore()));
    }
    return report.setLargestScoreDifference(largest).build();
  }

  /** Asked for only where it ranked; a decision without one replays everywhere. */
  private Function<FeatureMatrix, HeadScores> ranker(Trace trace) {
    String version = trace.inputs().versions().ranker();
    Optional<Function<FeatureMatrix, HeadScores>> found = rankers.find(version);
    if (found.isEmpty() && trace.decision().rung() == Rung.RANKED) {
      throw new IllegalStateException("ranker '%s' is not on this node".formatted(version));
    }
    return found.orElse(features -> {
      throw new IllegalStateException("no ranker decided this");
    });
  }

  private String promise(Trace trace, Replayed replayed) {
    if (!replayed.otherVersions().isEmpty()) {
      return "none: " + String.join("; ", replayed.otherVersions());
    }
    return trace.build().equals(build) && trace.platform().equals(platform)
        ? "bit for bit"
        : "within 1e-5: decided by build %s on %s".formatted(trace.build(), trace.platform());
  }

  private static Optional<Position> positionAt(List<Position> positions, int at) {
    return at < positions.size() ? Optional.of(positions.get(at)) : Optional.empty();
  }

  private static ReplayRow row(int position, Position then, Optional<Position> now) {
    return ReplayRow.newBuilder()
        .setPosition(position)
        .setRecordedItemId(then.id())
        .setRecordedScore(then.score())
        .setReplayedItemId(now.map(Position::id).orElse(""))
        .setReplayedScore(now.map(Position::score).orElse(0.0))
        .build();
  }
}
