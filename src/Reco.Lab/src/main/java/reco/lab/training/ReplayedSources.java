package reco.lab.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import reco.index.ExactInt8Index;
import reco.index.Hits;
import reco.model.item.Item;
import reco.model.item.ItemCatalogue;
import reco.model.item.ItemStatistics;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Pipeline.Source;
import reco.model.pipeline.SourceAnswer;
import reco.model.pipeline.Stages;
import reco.model.retrieval.RetrievalModel;
import reco.model.user.UserState;

/** Answers a pipeline's sources as the live ones would have at a time in the past. */
final class ReplayedSources {
  private final Pipeline pipeline;
  private final ItemCatalogue catalogue;
  private final ExactInt8Index index;
  private final Map<Long, Long> publishMillis = new HashMap<>();

  ReplayedSources(
      Pipeline pipeline, ItemCatalogue catalogue, List<Item> items, RetrievalModel model) {
    this.pipeline = pipeline;
    this.catalogue = catalogue;
    this.index = new ExactInt8Index(Math.max(1, model.dimension()));
    for (Item item : items) {
      long key = item.id().key();
      publishMillis.put(key, item.publishMillis());
      if (model.dimension() > 0) {
        index.upsert(key, model.embed(item));
      }
    }
  }

  /** In the pipeline's order. */
  List<SourceAnswer> answers(
      UserState user, float[] query, ItemStatistics statistics, long nowMillis) {
    return pipeline.sources().stream()
        .map(source -> answer(source, user, query, statistics, nowMillis))
        .toList();
  }

  boolean isPublished(long item, long nowMillis) {
    return publishMillis.getOrDefault(item, Long.MAX_VALUE) <= nowMillis;
  }

  private SourceAnswer answer(
      Source source, UserState user, float[] query, ItemStatistics statistics, long nowMillis) {
    return switch (source.name()) {
      case Stages.TWO_TOWER -> nearest(source, query, nowMillis);
      case Stages.CO_VISITATION ->
          statistics.coVisited(source.name(), lastItems(user), source.quota());
      case Stages.TRENDING -> statistics.trending(source.name(), source.quota());
      case Stages.POPULARITY -> statistics.popular(source.name(), source.quota());
      case Stages.NEW -> newest(source, nowMillis);
      default -> SourceAnswer.missing(source.name(), "not known to the replay");
    };
  }

  private SourceAnswer nearest(Source source, float[] query, long nowMillis) {
    if (query.length == 0) {
      return SourceAnswer.of(source.name(), new long[0], new float[0]);
    }
    Hits hits = index.search(query, source.quota(), item -> isPublished(item, nowMillis));
    return SourceAnswer.of(source.name(), hits.itemKeys(), hits.scores());
  }

  private SourceAnswer newest(Source source, long nowMillis) {
    long[] items = catalogue.newest(source.quota(), nowMillis);
    var scores = new float[items.length];
    for (int rank = 0; rank < scores.length; rank++) {
      scores[rank] = scores.length - rank;
    }
    return SourceAnswer.of(source.name(), items, scores);
  }

  /** Items of positive interactions, newest first, each once. */
  private static long[] lastItems(UserState user) {
    var history = user.history();
    return LongStream.range(0, history.size())
        .mapToInt(Math::toIntExact)
        .filter(age -> history.strength(age) > 0)
        .mapToLong(history::item)
        .distinct()
        .toArray();
  }
}
