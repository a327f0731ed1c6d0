package reco.app;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import reco.lab.training.TrainingFailedException;

/** Runs the parity job beside a running engine. Exits with 1 where it finds a breach. */
@Command(
    name = "parity",
    description =
        "Make recorded requests again from the log and score them by the trainer's runtime;"
            + " './reco model parity' shows the differences.",
    mixinStandardHelpOptions = true)
final class ParityCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Override
  public Integer call() throws IOException, InterruptedException, TrainingFailedException {
    var steps = new Steps(spec.commandLine().getOut());
    var state = options.state();
    String found = TrainCommand.training(state, options.configuration(), steps).checkParity();
    steps.say(found);
    return found.contains("BREACH") ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }
}
