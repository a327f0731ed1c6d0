package reco.app;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reco.app.demo.ModelTraining;
import reco.lab.training.TrainingFailedException;

/** Trains new model versions beside a running engine, which takes them into service by itself. */
@Command(
    name = "train",
    description = "Train new models on what the running engine has logged; it then serves them.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

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
    new ModelTraining(connected(state, settings), RunOptions.HOME, state, steps::say)
        .run(EncoderEffort.retriever(encoder));
    steps.say("published; the engine takes them into service within seconds");
    return CommandLine.ExitCode.OK;
  }

  private static Config connected(Path state, Config settings) throws IOException {
    Path announcement = state.resolve(Running.ANNOUNCEMENT);
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
