package reco.console;

import java.util.List;
import picocli.CommandLine.Command;
import reco.admin.v1.NodeAnswer;
import reco.admin.v1.NodeInfo;

/** Commands about the reading of the log. */
@Command(
    name = "stream",
    description = "Who reads the log of interactions, and how far behind.",
    subcommands = StreamCommand.Lag.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class StreamCommand {
  StreamCommand() {}

  /** Shows how far behind each node is. */
  @Command(
      name = "lag",
      aliases = "list",
      description = "Partitions of the interactions that each node reads, and records not durable.")
  static final class Lag extends NodeCommand.Report {
    @Override
    String text(List<NodeAnswer> answers) {
      Table table = new Table("NODE", "PARTITIONS", "READS", "APPLIED", "BEHIND");
      for (NodeAnswer answer : answers) {
        NodeInfo info = answer.getInfo();
        table.row(
            answer.getNode(),
            info.getPartitionsCount(),
            Ranges.of(info.getPartitionsList()),
            info.getInteractionsApplied(),
            info.hasLag() ? info.getLag() : "?");
      }
      int read = answers.stream().mapToInt(answer -> answer.getInfo().getPartitionsCount()).sum();
      return table.text() + "%d partitions are read%n".formatted(read);
    }
  }
}
