package reco.app.release;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.internal.v1.DecisionTrace;
import reco.model.decision.Funnel;
import reco.model.decision.Trace;
import reco.model.ranking.FeatureMatrix;
import reco.protocol.CorruptStateException;
import reco.protocol.DecisionCodec;
import reco.ranker.ModelRefusedException;
import reco.ranker.ScoringModel;

/** The newest traces, for a version to be proven on and warmed up with. */
record RecordedRequests(Supplier<List<DecisionTrace>> newest) {
  private static final Logger LOG = LoggerFactory.getLogger(RecordedRequests.class);

  List<Trace> traces() {
    List<Trace> traces = new ArrayList<>();
    for (DecisionTrace message : newest.get()) {
      try {
        traces.add(DecisionCodec.decode(message));
      } catch (CorruptStateException e) {
        LOG.warn("a trace is left out: {}", e.getMessage());
      }
    }
    return traces;
  }

  /**
   * Has a ranker score them.
   *
   * @return what was proven
   * @throws ModelRefusedException where a score is no probability
   */
  String prove(ScoringModel model) {
    int requests = 0;
    int rows = 0;
    for (Trace trace : traces()) {
      if (trace.pipeline().ranker().isModel()) {
        FeatureMatrix features = Funnel.prepare(trace.pipeline(), trace.inputs()).features();
        requireProbabilities(model, features, trace.inputs().query().requestId());
        requests++;
        rows += features.rows();
      }
    }
    return "%d rows of %d recorded requests".formatted(rows, requests);
  }

  private static void requireProbabilities(
      ScoringModel model, FeatureMatrix features, String request) {
    for (float[] head : model.score(List.of(features)).getFirst().probabilities()) {
      for (float score : head) {
        if (!(score >= 0 && score <= 1)) {
          throw new ModelRefusedException(
              "%s: recorded request %s: got %s, expected a probability"
                  .formatted(model.version(), request, score));
        }
      }
    }
  }
}
