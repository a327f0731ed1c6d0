package reco.console;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reco.admin.v1.InfoQuestion;
import reco.admin.v1.NodeAnswer;
import reco.admin.v1.NodeInfo;
import reco.admin.v1.NodeQuestion;
import reco.admin.v1.ThreadRow;
import reco.admin.v1.ThreadsQuestion;

/** Commands about the nodes' processes. */
@Command(
    name = "node",
    description = "How the nodes are.",
    subcommands = {
      NodeCommand.Info.class,
      NodeCommand.Health.class,
      NodeCommand.Gc.class,
      NodeCommand.Threads.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class NodeCommand {
  private static final long BYTES_A_MEBIBYTE = 1 << 20;
  private static final double PERCENT = 100;

  NodeCommand() {}

  /** A command that every node answers with its report. */
  abstract static class Report extends NodesCommand {
    @Override
    final NodeQuestion question() {
      return NodeQuestion.newBuilder().setInfo(InfoQuestion.getDefaultInstance()).build();
    }
  }

  /** Shows process and build. */
  @Command(name = "info", description = "Process, build, memory, users, a line a node.")
  static final class Info extends Report {
    @Override
    String text(List<NodeAnswer> answers) {
      Table table =
          new Table("NODE", "BUILD", "JAVA", "PID", "UP FOR", "HEAP MIB", "OF", "LOAD", "USERS");
      for (NodeAnswer answer : answers) {
        NodeInfo info = answer.getInfo();
        table.row(
            answer.getNode(),
            info.getBuild(),
            info.getJava(),
            info.getPid(),
            upFor(info),
            info.getHeapUsedBytes() / BYTES_A_MEBIBYTE,
            info.getHeapMaxBytes() / BYTES_A_MEBIBYTE,
            String.format(Locale.ROOT, "%.1f", info.getLoad()),
            info.getActiveUsers());
      }
      return table.text();
    }
  }

  static String upFor(NodeInfo info) {
    return Duration.ofSeconds(info.getUptimeSec()).toString().substring(2).toLowerCase(Locale.ROOT);
  }

  /** Shows what is not as it should be. */
  @Command(name = "health", description = "What serves where. 1: a node is not ready.")
  static final class Health extends Report {
    @Override
    String text(List<NodeAnswer> answers) {
      Table table =
          new Table("NODE", "READY", "ROLES", "RANKER", "RETRIEVAL", "BEHIND", "CONFLICTS");
      for (NodeAnswer answer : answers) {
        NodeInfo info = answer.getInfo();
        if (!info.getReady()) {
          failed();
        }
        table.row(
            answer.getNode(),
            info.getReady() ? "yes" : "NO",
            String.join(" ", info.getRolesList()),
            info.getRanker(),
            info.getRetrieval(),
            info.hasLag() ? info.getLag() : "?",
            info.getSaveConflicts());
      }
      return table.text();
    }
  }

  /** Shows collections. */
  @Command(name = "gc", description = "Garbage collections since the start, and the heap.")
  static final class Gc extends Report {
    @Override
    String text(List<NodeAnswer> answers) {
      Table table =
          new Table("NODE", "COLLECTIONS", "MS", "SHARE OF TIME", "HEAP MIB", "OF", "THREADS");
      for (NodeAnswer answer : answers) {
        NodeInfo info = answer.getInfo();
        table.row(
            answer.getNode(),
            info.getGcCount(),
            info.getGcMillis(),
            share(info),
            info.getHeapUsedBytes() / BYTES_A_MEBIBYTE,
            info.getHeapMaxBytes() / BYTES_A_MEBIBYTE,
            info.getThreads());
      }
      return table.text();
    }

    private static String share(NodeInfo info) {
      double upMillis = Math.max(1, Duration.ofSeconds(info.getUptimeSec()).toMillis());
      return String.format(Locale.ROOT, "%.2f %%", PERCENT * info.getGcMillis() / upMillis);
    }
  }

  /** Shows the busiest threads. */
  @Command(name = "threads", description = "The threads that have used the processor most.")
  static final class Threads extends NodesCommand {
    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "10",
        description = "of each node (default: ${DEFAULT-VALUE})")
    private int limit;

    @Override
    NodeQuestion question() {
      return NodeQuestion.newBuilder()
          .setThreads(ThreadsQuestion.newBuilder().setLimit(limit))
          .build();
    }

    @Override
    String text(List<NodeAnswer> answers) {
      Table table = new Table("NODE", "THREAD", "STATE", "CPU MS", "AT");
      for (NodeAnswer answer : answers) {
        for (ThreadRow row : answer.getThreads().getRowsList()) {
          table.row(
              answer.getNode(), row.getName(), row.getState(), row.getCpuMillis(), row.getAt());
        }
      }
      return table.text();
    }
  }
}
