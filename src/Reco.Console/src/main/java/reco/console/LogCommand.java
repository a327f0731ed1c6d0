package reco.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reco.admin.v1.AskNodesResponse;
import reco.admin.v1.ChangeNodesRequest;
import reco.admin.v1.LogLevel;
import reco.admin.v1.LogLevelQuestion;
import reco.admin.v1.LogTailQuestion;
import reco.admin.v1.NodeAnswer;
import reco.admin.v1.NodeQuestion;
import reco.admin.v1.NodesGrpc.NodesBlockingStub;
import reco.admin.v1.SetLogLevel;

/** Commands about what the nodes log. */
@Command(
    name = "log",
    description = "What the nodes log.",
    subcommands = {LogCommand.Tail.class, LogCommand.Level.class},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class LogCommand {
  LogCommand() {}

  /** Shows the last lines. */
  @Command(name = "tail", description = "The last lines of every node, in the order of time.")
  static final class Tail extends NodesCommand {
    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "20",
        description = "of each node, at most 500 (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--grep", paramLabel = "TEXT", description = "only lines with this in them")
    private String contains = "";

    @Override
    NodeQuestion question() {
      return NodeQuestion.newBuilder()
          .setLogTail(LogTailQuestion.newBuilder().setLimit(limit).setContains(contains))
          .build();
    }

    private record Line(String node, String text) {}

    /** A line begins with its time, so that their order is that of time. */
    @Override
    String text(List<NodeAnswer> answers) {
      var text = new StringBuilder();
      answers.stream()
          .flatMap(answer ->
              answer.getLogLines().getLinesList().stream()
                  .map(line -> new Line(answer.getNode(), line.getText())))
          .sorted(Comparator.comparing(Line::text))
          .forEach(line -> text.append("%s  %s%n".formatted(line.node(), line.text())));
      return text.toString();
    }
  }

  /** Levels of loggers. */
  @Command(
      name = "level",
      description = "From which level on loggers log.",
      subcommands = {GetLevel.class, SetLevel.class},
      synopsisSubcommandLabel = "COMMAND",
      mixinStandardHelpOptions = true)
  static final class Level {}

  static String levels(List<NodeAnswer> answers) {
    Table table = new Table("NODE", "LOGGER", "LEVEL", "UNTIL");
    for (NodeAnswer answer : answers) {
      for (LogLevel level : answer.getLogLevels().getLevelsList()) {
        table.row(answer.getNode(), level.getLogger(), level.getLevel(), level.getUntil());
      }
    }
    return table.text();
  }

  /** Shows levels. */
  @Command(name = "get", description = "The level of a logger, or of all that have their own.")
  static final class GetLevel extends NodesCommand {
    @Parameters(arity = "0..1", paramLabel = "LOGGER", description = "such as reco.streams")
    private String logger = "";

    @Override
    NodeQuestion question() {
      return NodeQuestion.newBuilder()
          .setLogLevel(LogLevelQuestion.newBuilder().setLogger(logger))
          .build();
    }

    @Override
    String text(List<NodeAnswer> answers) {
      return levels(answers);
    }
  }

  /** Sets a level for a while. */
  @Command(
      name = "set",
      description = "Set the level of a logger for a while; then it is what it was before.")
  static final class SetLevel extends ConsoleCommand {
    @Mixin private ChangeOptions options = new ChangeOptions();

    @Parameters(index = "0", paramLabel = "LOGGER", description = "such as reco.streams")
    private String logger = "";

    @Parameters(index = "1", paramLabel = "LEVEL", description = "trace, debug, info, warn, error")
    private String level = "";

    @Option(
        names = "--for",
        paramLabel = "TIME",
        defaultValue = "10m",
        converter = TimeConverter.class,
        description = "such as 90s, 10m, 2h; at most a day (default: ${DEFAULT-VALUE})")
    private Duration time = Duration.ofMinutes(10);

    @Option(names = "--at", paramLabel = "NODE", description = "only this node; repeatable")
    private List<String> nodes = new ArrayList<>();

    @Override
    void ask(Connection server) {
      String at = nodes.isEmpty() ? "on all nodes" : "at " + String.join(", ", nodes);
      if (!options.isWanted("log %s at %s %s?".formatted(logger, level, at), err())) {
        failed();
        return;
      }
      AskNodesResponse done =
          server
              .stub(NodesBlockingStub.class)
              .changeNodes(
                  ChangeNodesRequest.newBuilder()
                      .addAllNodes(nodes)
                      .setSetLogLevel(
                          SetLogLevel.newBuilder()
                              .setLogger(logger)
                              .setLevel(level.toUpperCase(Locale.ROOT))
                              .setSeconds(Math.toIntExact(time.toSeconds())))
                      .setReason(options.reason())
                      .setValidateOnly(options.isDryRun())
                      .build());
      print(done, response -> Answers.text(response, SetLevel::words, this::failed));
    }

    private static String words(NodeAnswer answer) {
      if (answer.hasDone()) {
        return answer.getDone();
      }
      LogLevel set = answer.getLogLevels().getLevels(0);
      return "%s is at %s until %s".formatted(set.getLogger(), set.getLevel(), set.getUntil());
    }
  }
}
