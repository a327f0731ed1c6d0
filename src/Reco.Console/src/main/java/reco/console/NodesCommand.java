package reco.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reco.admin.v1.AskNodesRequest;
import reco.admin.v1.AskNodesResponse;
import reco.admin.v1.NodeAnswer;
import reco.admin.v1.NodeQuestion;
import reco.admin.v1.NodesGrpc.NodesBlockingStub;

/**
 * A command that asks nodes of the cluster side by side. A node without an answer is named below
 * the others', and the command exits with 1.
 */
abstract class NodesCommand extends ConsoleCommand {
  @Mixin private WatchOptions watch = new WatchOptions();

  @Option(
      names = "--at",
      paramLabel = "NODE",
      description = "only this node, HOST:PORT as 'cluster show' has it; repeatable")
  private List<String> nodes = new ArrayList<>();

  /** What every node is asked. */
  abstract NodeQuestion question();

  /** What the nodes' answers say, none of them a failure. */
  abstract String text(List<NodeAnswer> answers);

  @Override
  final void ask(Connection server) {
    var api = server.stub(NodesBlockingStub.class);
    watch.repeat(() -> show(api), out());
  }

  private void show(NodesBlockingStub api) {
    print(
        api.askNodes(
            AskNodesRequest.newBuilder().addAllNodes(nodes).setQuestion(question()).build()),
        response -> text(response, this::text));
    out().flush();
  }

  /** Answers as text, with the failures below. */
  final String text(AskNodesResponse response, Function<List<NodeAnswer>, String> answers) {
    var text = new StringBuilder();
    List<NodeAnswer> answered =
        response.getAnswersList().stream().filter(answer -> !answer.hasFailure()).toList();
    if (!answered.isEmpty()) {
      text.append(answers.apply(answered));
    }
    response.getAnswersList().stream()
        .filter(NodeAnswer::hasFailure)
        .forEach(answer -> {
          failed();
          text.append("%s: %s%n".formatted(answer.getNode(), answer.getFailure()));
        });
    return text.toString();
  }
}
