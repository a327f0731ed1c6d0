package reco.app;

import com.typesafe.config.Config;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import reco.app.engine.Engine;
import reco.app.topics.Topics;
import reco.node.cluster.NodeEnd;

/** Runs one node of a cluster. */
@Command(
    name = "serve",
    description =
        "Run one node of a cluster whose Kafka and Redis run elsewhere; SIGTERM makes it leave."
            + " Ends with 0 when it has left, with 1 when the cluster has taken it out.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Override
  public Integer call() {
    Path state = options.state();
    Config config = options.configuration();
    PrintWriter out = spec.commandLine().getOut();
    var announcement = new Announcement(state);
    announcement.remove();
    var steps = new Steps(out);
    steps.run("topics", () -> Topics.ensure(config));
    Engine engine = steps.run("engine", () -> Engine.start(config, state));
    announcement.write(List.of(engine.url()), Map.of());
    var end =
        Foreground.until(
            () -> {
              announcement.remove();
              engine.close();
            },
            engine.ended());
    if (end.filter(NodeEnd.DOWNED::equals).isPresent()) {
      throw new IllegalStateException(
          "the cluster has taken this node out: it could not reach the larger part; start it again");
    }
    return CommandLine.ExitCode.OK;
  }
}
