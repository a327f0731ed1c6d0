package reco.console;

import picocli.CommandLine.Command;

/** Commands about the versions of models. */
@Command(
    name = "model",
    description = "Versions of models: which serves whom.",
    subcommands = {
      ModelListCommand.class,
      ModelPushCommand.class,
      ModelValidateCommand.class,
      ModelReleaseCommands.Shadow.class,
      ModelReleaseCommands.Canary.class,
      ModelTrialCommand.class,
      ModelReleaseCommands.Stop.class,
      ModelReleaseCommands.Promote.class,
      ModelReleaseCommands.RollBack.class,
      ModelParityCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class ModelCommand {
  ModelCommand() {}
}
