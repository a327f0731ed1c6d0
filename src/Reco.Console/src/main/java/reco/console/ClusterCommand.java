package reco.console;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import reco.admin.v1.AskNodesResponse;
import reco.admin.v1.ChangeNodesRequest;
import reco.admin.v1.ClusterView;
import reco.admin.v1.Down;
import reco.admin.v1.Leave;
import reco.admin.v1.MemberRow;
import reco.admin.v1.NodesGrpc.NodesBlockingStub;
import reco.admin.v1.ShowClusterRequest;

/** Commands about who is in the cluster. */
@Command(
    name = "cluster",
    description = "Who is in the cluster, and who is to go.",
    subcommands = {
      ClusterCommand.Show.class,
      ClusterCommand.Leader.class,
      ClusterWaitCommand.class,
      ClusterCommand.LeaveNode.class,
      ClusterCommand.DownNode.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class ClusterCommand {
  ClusterCommand() {}

  static ClusterView view(Connection server) {
    return server
        .stub(NodesBlockingStub.class)
        .showCluster(ShowClusterRequest.getDefaultInstance());
  }

  /** Shows the members. */
  @Command(
      name = "show",
      aliases = "status",
      description = "The members as the node that is asked sees them. 1: one is not up.")
  static final class Show extends ConsoleCommand {
    @Mixin private WatchOptions watch = new WatchOptions();

    @Override
    void ask(Connection server) {
      watch.repeat(
          () -> {
            ClusterView view = view(server);
            print(view, Show::text);
            out().flush();
            if (!view.getMembersList().stream().allMatch(Show::isWell)) {
              failed();
            }
          },
          out());
    }

    private static boolean isWell(MemberRow member) {
      return member.getReachable() && member.getStatus().equals("up");
    }

    private static String text(ClusterView view) {
      Table table = new Table("NODE", "STATUS", "ROLES", "NOTE");
      view.getMembersList()
          .forEach(member ->
              table.row(
                  member.getNode(),
                  member.getReachable() ? member.getStatus() : member.getStatus() + ", UNREACHABLE",
                  String.join(" ", member.getRolesList()),
                  note(member, view)));
      long well = view.getMembersList().stream().filter(Show::isWell).count();
      return table.text()
          + "%d of %d members are well, says %s%n"
              .formatted(well, view.getMembersCount(), view.getSelf());
    }

    private static String note(MemberRow member, ClusterView view) {
      String leader = member.getNode().equals(view.getLeader()) ? "leader" : "";
      String oldest = member.getOldest() ? "oldest" : "";
      return (leader + " " + oldest).strip();
    }
  }

  /** Names the leader. */
  @Command(name = "leader", description = "The leader's name. 1: there is none.")
  static final class Leader extends ConsoleCommand {
    @Override
    void ask(Connection server) {
      ClusterView view = view(server);
      print(view, each -> each.getLeader().isEmpty() ? "none\n" : each.getLeader() + "\n");
      if (view.getLeader().isEmpty()) {
        failed();
      }
    }
  }

  /** A change of one member. */
  abstract static class MemberChange extends ConsoleCommand {
    @Mixin private ChangeOptions options = new ChangeOptions();

    @Parameters(paramLabel = "NODE", description = "HOST:PORT as 'cluster show' has it")
    private String node = "";

    abstract ChangeNodesRequest.Builder change();

    abstract String question(String node);

    @Override
    final void ask(Connection server) {
      if (!options.isWanted(question(node), err())) {
        failed();
        return;
      }
      AskNodesResponse done =
          server
              .stub(NodesBlockingStub.class)
              .changeNodes(
                  change()
                      .addNodes(node)
                      .setReason(options.reason())
                      .setValidateOnly(options.isDryRun())
                      .build());
      print(done, response -> Answers.text(response, this::failed));
    }
  }

  /** Has a node leave. */
  @Command(
      name = "leave",
      description =
          "Have a node hand over its users and end, as SIGTERM does. No call fails by it.")
  static final class LeaveNode extends MemberChange {
    @Override
    ChangeNodesRequest.Builder change() {
      return ChangeNodesRequest.newBuilder().setLeave(Leave.getDefaultInstance());
    }

    @Override
    String question(String node) {
      return "have %s leave and end?".formatted(node);
    }
  }

  /** Takes a node out. */
  @Command(
      name = "down",
      description =
          "Take a node that cannot be reached out of the cluster now, before the others do.")
  static final class DownNode extends MemberChange {
    @Override
    ChangeNodesRequest.Builder change() {
      return ChangeNodesRequest.newBuilder().setDown(Down.getDefaultInstance());
    }

    @Override
    String question(String node) {
      return "take %s out of the cluster?".formatted(node);
    }
  }
}
