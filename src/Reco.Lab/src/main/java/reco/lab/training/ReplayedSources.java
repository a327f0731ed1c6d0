package reco.lab.training;

import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import reco.index.Hits;
import reco.index.Int8Index;
import reco.index.ItemFilter;
import reco.model.decision.Query;
import reco.model.item.Item;
import reco.model.item.ItemCatalogue;
import reco.model.item.ItemStatistics;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Pipeline.Source;
import reco.model.pipeline.Pipelines;
import reco.model.pipeline.Quality;
import reco.model.pipeline.SourceAnswer;
import reco.model.pipeline.Stages;
import reco.model.ranking.Parameters;
import reco.model.retrieval.RetrievalModel;
import reco.model.user.UserState;
import reco.node.request.CandidateSource;
import reco.node.request.Serving;
import reco.node.request.SourceRequest;
import reco.node.request.Sources;

/**
 * Answers a pipeline's sources as of a time in the past. They are the live ones; only the search of
 * the embeddings runs on one exact index here instead of the partitions' actors.
 */
public final class ReplayedSources {
  private static final Parameters STANDARD = new Parameters(Map.of());

  private final Map<String, CandidateSource> live = Sources.all();
  private final Pipeline pipeline;
  private final Pipelines pipelines;
  private final ItemCatalogue catalogue;
  private final RetrievalModel model;
  private final Int8Index index;
  private final Map<Long, Long> publishMillis = new HashMap<>();

  public ReplayedSources(
      Pipeline pipeline, ItemCatalogue catalogue, List<Item> items, RetrievalModel model) {
    this.pipeline = pipeline;
    this.pipelines =
        Pipelines.load(
            ConfigFactory.parseString("reco.pipelines {\n" + pipeline.describe() + "\n}"));
    this.catalogue = catalogue;
    this.model = model;
    this.index = Int8Index.exact(Math.max(1, model.dimension()));
    for (Item item : items) {
      long key = item.id().key();
      publishMillis.put(key, item.publishMillis());
      if (model.dimension() > 0) {
        index.upsert(key, model.embed(item));
      }
    }
  }

  /**
   * In the pipeline's order.
   *
   * @param vector the user's retrieval vector; length 0 where there is none
   * @param admit keys that the search may find
   */
  public List<SourceAnswer> answers(
      Query query, UserState user, float[] vector, ItemStatistics statistics, LongPredicate admit) {
    var serving =
        new Serving(catalogue, statistics, pipelines, STANDARD, Optional.empty(), Optional.empty());
    return pipeline.sources().stream()
        .map(source ->
            switch (source.name()) {
              case Stages.TWO_TOWER -> nearest(source, vector, admit);
              case Stages.EASE -> Sources.ease(model, source, query, user);
              default -> answer(new SourceRequest(source, query, serving, user, Quality.FULL));
            })
        .toList();
  }

  boolean isPublished(long item, long nowMillis) {
    return publishMillis.getOrDefault(item, Long.MAX_VALUE) <= nowMillis;
  }

  private SourceAnswer answer(SourceRequest request) {
    return live(request.source().name()).propose(request).toCompletableFuture().join().answer();
  }

  private CandidateSource live(String name) {
    return Optional.ofNullable(live.get(name))
        .orElseThrow(() -> new IllegalArgumentException("source: got '" + name + "', not known"));
  }

  private SourceAnswer nearest(Source source, float[] vector, LongPredicate admit) {
    if (vector.length == 0) {
      return SourceAnswer.of(source.name(), new long[0], new float[0]);
    }
    Hits hits = index.search(vector, source.quota(), ItemFilter.matching(admit));
    return SourceAnswer.of(source.name(), hits.itemKeys(), hits.scores());
  }
}
