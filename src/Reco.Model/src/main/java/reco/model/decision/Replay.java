package reco.model.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reco.model.decision.RecordedDecision.Position;
import reco.model.features.FeatureSpec;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;

/** Decides again from what was recorded, and compares. */
public final class Replay {
  private Replay() {}

  /**
   * Runs filters, ranker, re-ranking and exploration on recorded inputs.
   *
   * @param ranker the recorded version; asked only where it ranked the recorded decision
   */
  public static Replayed run(Trace trace, Function<FeatureMatrix, HeadScores> ranker) {
    var decision = decide(trace, ranker);
    return new Replayed(decision, otherVersions(trace), differences(trace.decision(), decision));
  }

  private static Decision decide(Trace trace, Function<FeatureMatrix, HeadScores> ranker) {
    return switch (trace.decision().rung()) {
      case RANKED -> {
        var prepared = Funnel.prepare(trace.pipeline(), trace.inputs());
        yield Funnel.decide(prepared, Optional.of(ranker.apply(prepared.features())));
      }
      case RETRIEVAL ->
          Funnel.decide(Funnel.prepare(trace.pipeline(), trace.inputs()), Optional.empty());
      case POPULARITY -> Funnel.fallback(trace.pipeline(), trace.inputs());
    };
  }

  private static List<String> otherVersions(Trace trace) {
    var recorded = trace.inputs().versions();
    var others = new ArrayList<String>();
    compare("pipeline", recorded.pipeline(), trace.pipeline().version(), others);
    compare("feature spec", recorded.featureSpec(), FeatureSpec.CURRENT.id(), others);
    return others;
  }

  private static void compare(String part, String recorded, String now, List<String> others) {
    if (!recorded.equals(now)) {
      others.add("%s: recorded %s, now %s".formatted(part, recorded, now));
    }
  }

  private static List<Replayed.Difference> differences(
      RecordedDecision recorded, Decision decision) {
    int end =
        recorded.offset() == 0
            ? Math.max(recorded.positions().size(), decision.items().size())
            : recorded.positions().size();
    var replayed = RecordedDecision.page(decision, recorded.offset(), end);
    var differences = new ArrayList<Replayed.Difference>();
    for (int at = 0; at < end; at++) {
      var then = positionAt(recorded, at);
      var now = positionAt(replayed, at);
      if (!then.equals(now)) {
        differences.add(new Replayed.Difference(recorded.offset() + at, then, now));
      }
    }
    return differences;
  }

  private static Optional<Position> positionAt(RecordedDecision decision, int at) {
    return at < decision.positions().size()
        ? Optional.of(decision.positions().get(at))
        : Optional.empty();
  }
}
