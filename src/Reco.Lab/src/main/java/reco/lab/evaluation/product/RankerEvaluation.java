package reco.lab.evaluation.product;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import reco.lab.data.Dataset;
import reco.lab.evaluation.Progress;
import reco.lab.training.RowSettings;
import reco.lab.training.RowSettings.Sampling;
import reco.lab.training.Trainer;
import reco.lab.training.Training;
import reco.lab.training.Training.Embeddings;
import reco.lab.training.TrainingFailedException;
import reco.model.item.StatisticsSettings;
import reco.model.pipeline.Pipeline;

/**
 * How well the ranker predicts, beside boosted trees on the same rows: each interaction of a log
 * and one item that the user had not met, with features strictly from the past; trained on the
 * first 80 % of time, chosen on the next 10 %, measured on the last 10 %.
 */
public record RankerEvaluation(
    Trainer trainer, Pipeline pipeline, StatisticsSettings counting, Path folder) {
  private static final RowSettings ROWS =
      new RowSettings(1, Integer.MAX_VALUE, 1, Sampling.UNIFORM, 5, 1);

  /** Measures of each head, by model. */
  public RankerReport run(Dataset dataset, long seed, Progress progress)
      throws IOException, InterruptedException {
    progress.say("replaying the log for the ranker");
    var training = new Training(trainer, pipeline, ROWS.withSeed(seed).countedBy(counting), folder);
    try {
      Path report = training.comparison(dataset, new Embeddings());
      return new RankerReport(JsonParser.parseString(Files.readString(report)).getAsJsonObject());
    } catch (TrainingFailedException e) {
      throw new IllegalStateException("the rankers could not be compared: " + e.getMessage(), e);
    }
  }
}
