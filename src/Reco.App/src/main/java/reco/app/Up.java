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
import picocli.CommandLine.Spec;
import reco.app.embedded.EmbeddedServices;
import reco.app.embedded.EmbeddedSettings;

/** Starts everything this machine runs and stays until it is told to end. */
@Command(
    name = "up",
    description = "Start the engine with what is in the state folder; Ctrl-C ends it.",
    mixinStandardHelpOptions = true)
final class Up implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Option(names = "--services-only", description = "only Kafka with its topics, and Redis")
  private boolean servicesOnly;

  @Override
  public Integer call() {
    Path state = options.state();
    Config config = options.configuration();
    PrintWriter out = spec.commandLine().getOut();
    if (servicesOnly) {
      services(state, config, out);
      return CommandLine.ExitCode.OK;
    }
    out.println("starting");
    Running running = Running.start(state, config, out);
    running.announce();
    out.printf(
        "%nReco serves at %s; the API key is in %s.%n", running.url(), state.resolve("api-key"));
    out.println("Ctrl-C ends it; what it holds is kept.");
    out.flush();
    Foreground.stay(running::close, running.onExit());
    return CommandLine.ExitCode.OK;
  }

  private static void services(Path state, Config settings, PrintWriter out) {
    out.println("starting Kafka and Redis");
    var services = EmbeddedServices.start(state, EmbeddedSettings.of(settings));
    Running.ensureTopics(settings, services.bootstrapServers());
    out.printf("Kafka  %s%n", services.bootstrapServers());
    out.printf("Redis  %s%n", services.redisUri());
    out.printf("State  %s%n", state);
    out.println("Ctrl-C ends both; they keep what they hold.");
    out.flush();
    Foreground.stay(services::close, services.onExit());
  }
}
