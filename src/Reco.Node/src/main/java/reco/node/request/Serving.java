package reco.node.request;

import java.util.Optional;
import reco.model.id.UserId;
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
 * @param trial a ranker beside it
 */
public record Serving(
    ItemCatalogue catalogue,
    ItemStatistics statistics,
    Pipelines pipelines,
    Parameters parameters,
    Optional<Retrieval> retrieval,
    Optional<LiveRanker> ranker,
    Optional<LiveTrial> trial) {

  /** Without a trial. */
  public Serving(
      ItemCatalogue catalogue,
      ItemStatistics statistics,
      Pipelines pipelines,
      Parameters parameters,
      Optional<Retrieval> retrieval,
      Optional<LiveRanker> ranker) {
    this(catalogue, statistics, pipelines, parameters, retrieval, ranker, Optional.empty());
  }

  /** The version that ranks for a user. */
  public Optional<LiveRanker> rankerOf(UserId user) {
    return trial
        .filter(LiveTrial.Canary.class::isInstance)
        .map(LiveTrial.Canary.class::cast)
        .filter(canary -> canary.share().covers(user, canary.model()))
        .map(LiveTrial.Canary::ranker)
        .or(() -> ranker);
  }

  Serving with(Pipelines next) {
    return new Serving(catalogue, statistics, next, parameters, retrieval, ranker, trial);
  }

  Serving with(Parameters next) {
    return new Serving(catalogue, statistics, pipelines, next, retrieval, ranker, trial);
  }

  Serving with(Retrieval next) {
    return new Serving(
        catalogue, statistics, pipelines, parameters, Optional.of(next), ranker, trial);
  }

  Serving with(LiveRanker next, Optional<LiveTrial> nextTrial) {
    return new Serving(
        catalogue, statistics, pipelines, parameters, retrieval, Optional.of(next), nextTrial);
  }
}
