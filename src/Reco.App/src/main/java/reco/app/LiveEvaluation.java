package reco.app;

import java.io.IOException;
import reco.lab.evaluation.Experiment;
import reco.lab.evaluation.LiveComparison;
import reco.lab.evaluation.Progress;
import reco.lab.evaluation.Scorer;
import reco.lab.evaluation.product.RecoPipeline;
import reco.model.ranking.Parameters;

/**
 * Asks a live server and this process about the same users. Both have learnt from the past alone
 * and have in their logs what is known of the users asked.
 */
record LiveEvaluation(RecoPipeline pipeline, LiveServer server) {
  LiveComparison run(Experiment experiment, int users, long seed, Progress progress)
      throws IOException, InterruptedException {
    Parameters weights = pipeline.weights(experiment, seed, progress);
    var sample = LiveComparison.Sample.of(experiment, users);
    LiveComparison.Figures inProcess;
    try (Scorer scorer =
        pipeline.scorer(experiment.past(), sample.past(), weights, seed, progress)) {
      inProcess = LiveComparison.ask("in process", scorer, sample, experiment, progress);
    }
    server.fill(experiment.past(), sample.asked());
    server.use(weights);
    LiveServer.Slates slates = server.slates(experiment.past());
    var live = LiveComparison.ask("live", slates, sample, experiment, progress);
    if (slates.degraded() > 0) {
      progress.say("live: %,d answers were degraded", slates.degraded());
    }
    return new LiveComparison(sample.asked().size(), live, inProcess);
  }
}
