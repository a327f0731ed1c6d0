package reco.node.request;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import reco.model.item.ItemCatalogue;
import reco.model.item.ItemStatistics;
import reco.model.pipeline.Pipelines;
import reco.model.ranking.Parameters;

/** The live {@link Serving}: each part is replaced whole, for requests that come after. */
public final class ServingState {
  private final AtomicReference<Serving> current;

  public ServingState(ItemCatalogue catalogue, ItemStatistics statistics, Pipelines pipelines) {
    current =
        new AtomicReference<>(
            new Serving(
                catalogue,
                statistics,
                pipelines,
                Parameters.STANDARD,
                Optional.empty(),
                Optional.empty()));
  }

  public Serving current() {
    return current.get();
  }

  public void replace(Pipelines pipelines) {
    update(serving -> serving.with(pipelines));
  }

  public void replace(Parameters parameters) {
    update(serving -> serving.with(parameters));
  }

  /**
   * @return what it replaced
   */
  public Optional<Retrieval> replace(Retrieval retrieval) {
    return update(serving -> serving.with(retrieval)).retrieval();
  }

  public void replace(LiveRanker ranker) {
    replace(ranker, Optional.empty());
  }

  /** Both at once, so that no request sees one without the other. */
  public void replace(LiveRanker ranker, Optional<LiveTrial> trial) {
    update(serving -> serving.with(ranker, trial));
  }

  private Serving update(UnaryOperator<Serving> change) {
    return current.getAndUpdate(change);
  }
}
