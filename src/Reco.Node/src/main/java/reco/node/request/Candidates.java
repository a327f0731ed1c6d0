package reco.node.request;

import java.util.List;
import java.util.stream.LongStream;
import reco.model.decision.Decision;
import reco.model.decision.Funnel;
import reco.model.decision.Inputs;
import reco.model.decision.Query;
import reco.model.decision.Versions;
import reco.model.features.FeatureSpec;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.SourceAnswer;
import reco.model.pipeline.Stages;
import reco.model.user.UserState;

/**
 * The pure funnel over live state: reads the rows of the candidates once, so that one decision sees
 * one state of catalogue and statistics.
 *
 * @param queryVector length 0 where there is none
 */
record Candidates(
    Pipeline pipeline, Query query, Serving serving, UserState user, float[] queryVector) {
  static final String NO_MODEL = "none";

  /** Merges what the sources proposed, filters it and computes the ranker's input. */
  Funnel.Prepared prepare(List<SourceAnswer> answers) {
    return Funnel.prepare(pipeline, inputs(answers, Funnel.merge(pipeline, answers)));
  }

  /** What this JVM holds of popular and new items, behind the hard filters. */
  Fallback fallback(int count) {
    var popular = serving.statistics().popular(Stages.POPULARITY, count);
    var newest = Sources.newest(Stages.NEW, serving.catalogue(), count, query.instantMillis());
    var keys =
        LongStream.concat(LongStream.of(popular.items()), LongStream.of(newest.items()))
            .distinct()
            .toArray();
    var inputs = inputs(List.of(popular, newest), keys);
    return new Fallback(inputs, Funnel.fallback(pipeline, inputs));
  }

  private Inputs inputs(List<SourceAnswer> answers, long[] keys) {
    var rows = serving.catalogue().rows(keys, serving.statistics(), query.instantMillis());
    return new Inputs(query, user, answers, rows, queryVector, serving.parameters(), versions());
  }

  private Versions versions() {
    return new Versions(
        NO_MODEL,
        serving.retrieval().map(retrieval -> retrieval.model().version()).orElse(NO_MODEL),
        Long.toString(serving.catalogue().version()),
        pipeline.version(),
        serving.parameters().version(),
        FeatureSpec.CURRENT.id());
  }

  /** A decision without the funnel's stages, and what it was made from. */
  record Fallback(Inputs inputs, Decision decision) {}
}
