package reco.app;

import com.typesafe.config.Config;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts everything this machine runs and stays until it is told to end. */
@Command(
    name = "up",
    description = "Start the engine with what is in the state folder; Ctrl-C ends it.",
    mixinStandardHelpOptions = true)
final class Up implements Callable<Integer> {
  private static final int MAX_NODES = 16;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Option(names = "--services-only", description = "only Kafka with its topics, and Redis")
  private boolean servicesOnly;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "a cluster of so many nodes, each a JVM of its own; ports are counted up from --port")
  private int nodes;

  @Override
  public Integer call() {
    if (nodes < 1 || nodes > MAX_NODES) {
      throw new ParameterException(
          spec.commandLine(), "--nodes: got %d, expected 1 to %d".formatted(nodes, MAX_NODES));
    }
    Path state = options.state();
    Config config = options.configuration();
    PrintWriter out = spec.commandLine().getOut();
    if (servicesOnly) {
      services(state, config, out);
      return CommandLine.ExitCode.OK;
    }
    out.println("starting");
    if (nodes > 1) {
      cluster(state, config, out);
      return CommandLine.ExitCode.OK;
    }
    Running running = Running.start(state, config, out);
    running.announce();
    out.printf(
        "%nReco serves at %s; the API key is in %s.%n", running.url(), state.resolve("api-key"));
    out.println("Ctrl-C ends it; what it holds is kept.");
    out.flush();
    Foreground.stay(running::close, running.onExit());
    return CommandLine.ExitCode.OK;
  }

  private void cluster(Path state, Config config, PrintWriter out) {
    var running = RunningCluster.start(state, config, options.overlays(), nodes, out);
    out.printf("%nReco serves:%n%s", running.table());
    out.printf("The API key is in %s.%n", state.resolve("api-key"));
    out.println("Ctrl-C ends all of it; what it holds is kept.");
    out.flush();
    Foreground.stay(running::close, running.onExit());
  }

  private static void services(Path state, Config settings, PrintWriter out) {
    var services = LocalServices.start(state, settings, new Steps(out));
    out.printf("Kafka  %s%n", services.kafka());
    out.printf("Redis  %s%n", services.redis());
    out.printf("State  %s%n", state);
    out.println("Ctrl-C ends both; they keep what they hold.");
    out.flush();
    Foreground.stay(services::close, services.onExit());
  }
}
