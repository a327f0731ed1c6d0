package reco.gateway.service;

import java.util.List;
import java.util.Optional;
import reco.admin.v1.ChangeNodesRequest;
import reco.admin.v1.ClusterView;
import reco.admin.v1.MemberRow;
import reco.admin.v1.SetLogLevel;
import reco.gateway.problem.Problem;

/** What operators may have done to nodes. */
final class NodeChanges {
  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_LOGGER = 200;
  private static final int SECONDS_A_DAY = 86_400;
  private static final String LEVELS = "TRACE|DEBUG|INFO|WARN|ERROR|OFF";

  private NodeChanges() {}

  /** Throws {@link reco.gateway.problem.ProblemException} where the change cannot be made. */
  static void check(ChangeNodesRequest request, ClusterView cluster) {
    longest("reason", request.getReason(), LONGEST_REASON);
    request.getNodesList().forEach(node -> member(node, cluster));
    switch (request.getChangeCase()) {
      case LEAVE -> one(request.getNodesList());
      case DOWN -> {
        one(request.getNodesList());
        unreachable(request.getNodes(0), cluster);
      }
      case SET_LOG_LEVEL -> check(request.getSetLogLevel());
      case CHANGE_NOT_SET ->
          throw Problem.invalid("change", "", "one of leave, down, set_log_level").asException();
    }
  }

  /** What is done, for the audit record. */
  static String words(ChangeNodesRequest request) {
    return switch (request.getChangeCase()) {
      case LEAVE -> "leave";
      case DOWN -> "down";
      case SET_LOG_LEVEL -> {
        var set = request.getSetLogLevel();
        yield "log %s at %s for %d s".formatted(set.getLogger(), set.getLevel(), set.getSeconds());
      }
      case CHANGE_NOT_SET -> "nothing";
    };
  }

  private static void check(SetLogLevel set) {
    longest("set_log_level.logger", set.getLogger(), LONGEST_LOGGER);
    if (set.getLogger().isEmpty()) {
      throw Problem.invalid("set_log_level.logger", "", "a logger's name, such as reco.streams")
          .asException();
    }
    if (!set.getLevel().matches(LEVELS)) {
      throw Problem.invalid(
              "set_log_level.level", set.getLevel(), "one of " + LEVELS.replace("|", ", "))
          .asException();
    }
    NodeQuestions.within("set_log_level.seconds", set.getSeconds(), 1, SECONDS_A_DAY);
  }

  private static void longest(String field, String text, int limit) {
    if (text.length() > limit) {
      throw Problem.invalid(field, text, "at most %d characters".formatted(limit)).asException();
    }
  }

  private static void one(List<String> nodes) {
    if (nodes.size() != 1) {
      throw Problem.invalid("nodes", String.join(", ", nodes), "exactly one").asException();
    }
  }

  private static MemberRow member(String node, ClusterView cluster) {
    Optional<MemberRow> found =
        cluster.getMembersList().stream().filter(each -> each.getNode().equals(node)).findFirst();
    return found.orElseThrow(() ->
        Problem.invalid(
                "nodes",
                node,
                "members: "
                    + String.join(
                        ", ", cluster.getMembersList().stream().map(MemberRow::getNode).toList()))
            .asException());
  }

  /** One that still serves is asked to leave instead: it then hands over what it holds. */
  private static void unreachable(String node, ClusterView cluster) {
    if (member(node, cluster).getReachable()) {
      throw Problem.invalid("nodes", node, "a node that cannot be reached; this one can: leave")
          .asException();
    }
  }
}
