package reco.lab.evaluation.product;

import java.util.Optional;
import reco.model.retrieval.NoRetrieval;
import reco.model.retrieval.RetrievalModel;
import reco.ranker.ScoringModel;

/** The models of one training; what was not trained is not there. */
public record TrainedModels(RetrievalModel retrieval, Optional<ScoringModel> ranker) {
  /** Nothing trained: the counters alone serve. */
  public static final TrainedModels NONE = new TrainedModels(new NoRetrieval(), Optional.empty());
}
