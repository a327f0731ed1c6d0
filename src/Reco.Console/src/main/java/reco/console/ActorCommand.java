package reco.console;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reco.admin.v1.ActorRow;
import reco.admin.v1.ActorsQuestion;
import reco.admin.v1.NodeAnswer;
import reco.admin.v1.NodeQuestion;

/** Commands about actors. */
@Command(
    name = "actor",
    description = "The actors that are alive.",
    subcommands = ActorCommand.Tree.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class ActorCommand {
  ActorCommand() {}

  /** Shows them below a path. */
  @Command(name = "tree", description = "Actors below a path, each with the number of its own.")
  static final class Tree extends NodesCommand {
    @Option(
        names = "--path",
        paramLabel = "PATH",
        defaultValue = "/user",
        description = "as /user/requests, or / for all (default: ${DEFAULT-VALUE})")
    private String path = "/user";

    @Option(
        names = "--depth",
        paramLabel = "LEVELS",
        defaultValue = "2",
        description = "1 to 10 (default: ${DEFAULT-VALUE})")
    private int depth;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "100",
        description = "most of a node, at most 1000 (default: ${DEFAULT-VALUE})")
    private int limit;

    @Override
    NodeQuestion question() {
      return NodeQuestion.newBuilder()
          .setActors(ActorsQuestion.newBuilder().setPath(path).setDepth(depth).setLimit(limit))
          .build();
    }

    @Override
    String text(List<NodeAnswer> answers) {
      var text = new StringBuilder();
      for (NodeAnswer answer : answers) {
        text.append("%s%n".formatted(answer.getNode()));
        answer.getActors().getRowsList().forEach(row -> text.append(line(row)));
        if (answer.getActors().getMore()) {
          text.append("  and more; --limit or a longer --path%n".formatted());
        }
      }
      return text.toString();
    }

    private static String line(ActorRow row) {
      String own = row.getChildren() == 0 ? "" : "  (%d)".formatted(row.getChildren());
      int depth = (int) row.getPath().chars().filter(letter -> letter == '/').count();
      String name = row.getPath().substring(row.getPath().lastIndexOf('/') + 1);
      return "%s/%s%s%n".formatted("  ".repeat(depth), name, own);
    }
  }
}
