package reco.console;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reco.admin.v1.NodeAnswer;
import reco.admin.v1.NodeQuestion;
import reco.admin.v1.ShardRow;
import reco.admin.v1.ShardsQuestion;

/** Commands about where users live. */
@Command(
    name = "shard",
    description = "Where users live: a user's shard is the user's partition of the log.",
    subcommands = {
      ShardCommand.Regions.class,
      ShardCommand.Stats.class,
      ShardCommand.Entities.class,
      ShardCommand.Where.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class ShardCommand {
  private static final int EVERY = -1;

  ShardCommand() {}

  private static NodeQuestion question(ShardsQuestion.Builder shards) {
    return NodeQuestion.newBuilder().setShards(shards).build();
  }

  private record Held(String node, ShardRow row) {}

  private static Stream<Held> held(List<NodeAnswer> answers) {
    return answers.stream()
        .flatMap(answer ->
            answer.getShards().getRowsList().stream().map(row -> new Held(answer.getNode(), row)))
        .sorted(Comparator.comparingInt(held -> held.row().getShard()));
  }

  /** Shows what each node holds. */
  @Command(
      name = "regions",
      aliases = "list",
      description = "Shards and users in memory, a line a node.")
  static final class Regions extends NodesCommand {
    @Override
    NodeQuestion question() {
      return ShardCommand.question(ShardsQuestion.newBuilder().setShard(EVERY));
    }

    @Override
    String text(List<NodeAnswer> answers) {
      Table table = new Table("NODE", "SHARDS", "USERS", "WHICH");
      int shards = 0;
      for (NodeAnswer answer : answers) {
        var rows = answer.getShards().getRowsList();
        shards += rows.size();
        table.row(
            answer.getNode(),
            rows.size(),
            rows.stream().mapToInt(ShardRow::getUsers).sum(),
            Ranges.of(rows.stream().map(ShardRow::getShard).toList()));
      }
      return table.text()
          + "%d shards are held; one is given a home when a user of it is first needed%n"
              .formatted(shards);
    }
  }

  /** Shows each shard. */
  @Command(name = "stats", description = "Users in memory by shard, the fullest first.")
  static final class Stats extends NodesCommand {
    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "20",
        description = "most shards (default: ${DEFAULT-VALUE})")
    private int limit;

    @Override
    NodeQuestion question() {
      return ShardCommand.question(ShardsQuestion.newBuilder().setShard(EVERY));
    }

    @Override
    String text(List<NodeAnswer> answers) {
      Table table = new Table("SHARD", "USERS", "NODE");
      held(answers)
          .sorted(Comparator.comparingInt((Held held) -> held.row().getUsers()).reversed())
          .limit(limit)
          .forEach(held -> table.row(held.row().getShard(), held.row().getUsers(), held.node()));
      return table.text();
    }
  }

  /** Shows users of a shard. */
  @Command(name = "entities", description = "Users of a shard that are in memory, by id.")
  static final class Entities extends NodesCommand {
    @Option(names = "--shard", paramLabel = "S", required = true, description = "0 to 63")
    private int shard;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "50",
        description = "at most 1000 (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--after", paramLabel = "ID", description = "begin after this one")
    private String after = "";

    @Override
    NodeQuestion question() {
      return ShardCommand.question(
          ShardsQuestion.newBuilder().setShard(shard).setLimit(limit).setAfter(after));
    }

    @Override
    String text(List<NodeAnswer> answers) {
      Table table = new Table("USER", "NODE");
      held(answers)
          .forEach(
              held -> held.row().getUserIdsList().forEach(user -> table.row(user, held.node())));
      String all =
          held(answers)
              .map(held ->
                  "%d of %d users%n".formatted(held.row().getUserIdsCount(), held.row().getUsers()))
              .findFirst()
              .orElse("no node holds shard %d now%n".formatted(shard));
      return table.text() + all;
    }
  }

  /** Shows where a user lives. */
  @Command(name = "where", description = "The shard of a user, its node, and whether in memory.")
  static final class Where extends NodesCommand {
    @Parameters(paramLabel = "USER", description = "an id, or session:ID of a visitor")
    private String user = "";

    @Override
    NodeQuestion question() {
      return ShardCommand.question(ShardsQuestion.newBuilder().setUserId(user));
    }

    @Override
    String text(List<NodeAnswer> answers) {
      return held(answers)
          .map(held ->
              "%s: shard %d at %s, %s%n"
                  .formatted(
                      user,
                      held.row().getShard(),
                      held.node(),
                      held.row().getUserIdsCount() > 0 ? "in memory" : "not in memory"))
          .findFirst()
          .orElse("%s: no node holds the shard now%n".formatted(user));
    }
  }
}
