package reco.app;

import com.typesafe.config.Config;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reco.app.embedded.EmbeddedServices;
import reco.app.embedded.EmbeddedSettings;
import reco.app.topics.Topics;

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
    var state = options.state();
    var config = options.configuration();
    var out = spec.commandLine().getOut();
    out.println("starting Kafka and Redis");
    var services = EmbeddedServices.start(state, EmbeddedSettings.of(config));
    ensureTopics(config, services.bootstrapServers());
    out.printf("Kafka  %s%n", services.bootstrapServers());
    out.printf("Redis  %s%n", services.redisUri());
    out.printf("State  %s%n", state);
    out.println("Ctrl-C ends both; they keep what they hold.");
    Foreground.stay(services::close, services.onExit());
    return CommandLine.ExitCode.OK;
  }

  private static void ensureTopics(Config config, String bootstrapServers) {
    var client =
        Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (var admin = Admin.create(client)) {
      Topics.of(config).ensure(admin);
    }
  }
}
