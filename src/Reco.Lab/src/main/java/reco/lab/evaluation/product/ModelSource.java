package reco.lab.evaluation.product;

import java.io.IOException;
import reco.lab.evaluation.Histories;
import reco.lab.evaluation.Progress;

/** Trains the product's models on a past, or finds those that were trained on it. */
@FunctionalInterface
public interface ModelSource {
  /** Models that have seen this past and nothing after it. */
  TrainedModels models(Histories past, long seed, Progress progress)
      throws IOException, InterruptedException;
}
