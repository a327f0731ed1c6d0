package reco.node.request;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import reco.model.decision.Decision;
import reco.model.decision.Funnel;
import reco.model.decision.Inputs;
import reco.model.decision.Query;
import reco.model.decision.Versions;
import reco.model.features.FeatureSpec;
import reco.model.features.Past;
import reco.model.item.ItemRows;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.SourceAnswer;
import reco.model.pipeline.Stages;
import reco.model.user.UserState;
import reco.node.query.QueryVector;

/**
 * The pure funnel over live state: reads the rows of the candidates once, so that one decision sees
 * one state of catalogue and statistics.
 */
record Candidates(Pipeline pipeline, Query query, Serving serving, UserState user) {
  static final String NO_MODEL = "none";
  private static final float[] NO_VECTOR = {};

  /**
   * Merges what the sources proposed, filters it and computes the ranker's input.
   *
   * @param vector what a source has searched by; empty where none has
   */
  Funnel.Prepared prepare(List<SourceAnswer> answers, Optional<QueryVector> vector) {
    long[] keys = Funnel.merge(pipeline, answers);
    var past = pipeline.ranker().isModel() ? rows(Past.keys(user.history())) : ItemRows.NONE;
    return Funnel.prepare(
        pipeline, inputs(answers, keys, past, vector.orElseGet(this::quickQuery)));
  }

  /** What this JVM holds of popular and new items, behind the hard filters. */
  Fallback fallback(int count) {
    var popular = serving.statistics().popular(Stages.POPULARITY, count);
    var newest = Sources.newest(Stages.NEW, serving.catalogue(), count, query.instantMillis());
    var keys =
        LongStream.concat(LongStream.of(popular.items()), LongStream.of(newest.items()))
            .distinct()
            .toArray();
    var unsearched = QueryVector.of(NO_VECTOR, user.revision());
    var inputs = inputs(List.of(popular, newest), keys, ItemRows.NONE, unsearched);
    return new Fallback(inputs, Funnel.fallback(pipeline, inputs));
  }

  private QueryVector quickQuery() {
    var values =
        serving
            .retrieval()
            .map(Retrieval::model)
            .map(model -> model.quickQuery(user, query.lastItem(), query.instantMillis()))
            .orElse(NO_VECTOR);
    return QueryVector.of(values, user.revision());
  }

  private Inputs inputs(
      List<SourceAnswer> answers, long[] keys, ItemRows past, QueryVector vector) {
    return new Inputs(
        query,
        user,
        answers,
        rows(keys),
        past,
        vector.values(),
        vector.revision(),
        serving.parameters(),
        versions());
  }

  private ItemRows rows(long[] keys) {
    return serving.catalogue().rows(keys, serving.statistics(), query.instantMillis());
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
