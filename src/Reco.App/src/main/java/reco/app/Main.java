package reco.app;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;
import reco.console.ConsoleCommands;
import reco.lab.bench.BenchCommand;

/** The program behind the {@code reco} launcher: one root command, a class per subcommand. */
@Command(
    name = "reco",
    description = "A real-time recommendation engine.",
    subcommands = {
      DemoCommand.class,
      Up.class,
      ServeCommand.class,
      TrainCommand.class,
      ParityCommand.class,
      EvaluateCommand.class,
      BenchCommand.class
    },
    mixinStandardHelpOptions = true,
    version = "reco 0.1.0",
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  private Main() {}

  /** Runs one command and exits with its code: 0 done, 1 failed, 2 not understood. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return ConsoleCommands.addTo(new CommandLine(new Main()))
        .setExecutionExceptionHandler(Main::fail);
  }

  /** The reader gets one line that says what is wrong; the log gets the rest. */
  private static int fail(Exception e, CommandLine command, ParseResult parsed) {
    LoggerFactory.getLogger(Main.class).info("{} failed", command.getCommandName(), e);
    var message = e.getMessage() == null ? e.toString() : e.getMessage();
    command.getErr().println(command.getColorScheme().errorText("error: " + message));
    return CommandLine.ExitCode.SOFTWARE;
  }
}
