package reco.node.request;

import java.util.Optional;
import reco.model.item.ItemCatalogue;
import reco.model.item.ItemStatistics;
import reco.model.pipeline.Pipelines;
import reco.model.ranking.Parameters;

/**
 * All that a node serves from at one moment. A request takes it once and keeps to it, so that one
 * decision is made by one set of models, pipelines and parameters.
 *
 * @param retrieval empty until a model is loaded
 * @param ranker empty until a model is loaded
 */
public record Serving(
    ItemCatalogue catalogue,
    ItemStatistics statistics,
    Pipelines pipelines,
    Parameters parameters,
    Optional<Retrieval> retrieval,
    Optional<LiveRanker> ranker) {

  Serving with(Pipelines next) {
    return new Serving(catalogue, statistics, next, parameters, retrieval, ranker);
  }

  Serving with(Parameters next) {
    return new Serving(catalogue, statistics, pipelines, next, retrieval, ranker);
  }

  Serving with(Retrieval next) {
    return new Serving(catalogue, statistics, pipelines, parameters, Optional.of(next), ranker);
  }

  Serving with(LiveRanker next) {
    return new Serving(catalogue, statistics, pipelines, parameters, retrieval, Optional.of(next));
  }
}
