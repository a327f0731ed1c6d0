package reco.app;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reco.app.demo.ModelTraining;
import reco.lab.training.TrainingFailedException;

/**
 * Trains new model versions beside a running engine, which validates them and takes them into
 * service as {@code reco.release.on-publish} says. A process of its own, at low priority.
 */
@Command(
    name = "train",
    description =
        "Train new models on what the running engine has logged; it then serves them,"
            + " if they are not worse.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Option(
      names = "--schedule",
      paramLabel = "daily[@HH:MM]",
      description =
          "stay, and train every day at this time (03:00, if none is given); check parity then too",
      converter = DailySchedule.Converter.class)
  private @Nullable DailySchedule schedule;

  @Option(
      names = "--encoder",
      paramLabel = "EFFORT",
      defaultValue = EncoderEffort.QUICK,
      description = "full, quick (three minutes) or none: item embeddings alone")
  private String encoder = EncoderEffort.QUICK;

  @Override
  public Integer call() throws IOException, InterruptedException, TrainingFailedException {
    Path state = options.state();
    Config settings = options.configuration();
    var steps = new Steps(spec.commandLine().getOut());
    if (schedule == null) {
      train(state, settings, steps, encoder);
      return CommandLine.ExitCode.OK;
    }
    while (true) {
      ZonedDateTime next = schedule.after(ZonedDateTime.now(ZoneId.systemDefault()));
      steps.say("the next training is at " + next.truncatedTo(ChronoUnit.SECONDS));
      Thread.sleep(
          Duration.between(ZonedDateTime.now(ZoneId.systemDefault()), next).plusSeconds(1));
      try {
        train(state, settings, steps, encoder);
        steps.say("parity: " + training(state, settings, steps).checkParity());
      } catch (TrainingFailedException | IllegalStateException | IOException e) {
        steps.say("failed, what serves goes on: " + e.getMessage());
      }
    }
  }

  private static void train(Path state, Config settings, Steps steps, String encoder)
      throws IOException, InterruptedException, TrainingFailedException {
    training(state, settings, steps).run(EncoderEffort.retriever(encoder));
    steps.say("published; the engine looks at them within seconds: ./reco model list");
  }

  static ModelTraining training(Path state, Config settings, Steps steps) throws IOException {
    return new ModelTraining(connected(state, settings), RunOptions.HOME, state, steps::say);
  }

  private static Config connected(Path state, Config settings) throws IOException {
    Path announcement = state.resolve(Announcement.FILE);
    if (Files.notExists(announcement)) {
      throw new IllegalStateException(
          "nothing runs on the state in %s; start it with ./reco up or ./reco demo"
              .formatted(state));
    }
    JsonObject server = JsonParser.parseString(Files.readString(announcement)).getAsJsonObject();
    return ConfigFactory.parseMap(
            Map.of("reco.kafka.bootstrap-servers", server.get("kafka").getAsString()))
        .withFallback(settings);
  }
}
