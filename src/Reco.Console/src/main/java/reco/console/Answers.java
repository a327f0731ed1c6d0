package reco.console;

import java.util.function.Function;
import reco.admin.v1.AskNodesResponse;
import reco.admin.v1.NodeAnswer;

/** What nodes answer, a line each. */
final class Answers {
  private Answers() {}

  /**
   * What was done, or why not.
   *
   * @param onFailure run for each node that did not do it
   */
  static String text(AskNodesResponse response, Runnable onFailure) {
    return text(response, NodeAnswer::getDone, onFailure);
  }

  /** The same, in words of the command's own where it was done. */
  static String text(
      AskNodesResponse response, Function<NodeAnswer, String> done, Runnable onFailure) {
    var text = new StringBuilder();
    for (NodeAnswer answer : response.getAnswersList()) {
      if (answer.hasFailure()) {
        onFailure.run();
      }
      String words = answer.hasFailure() ? answer.getFailure() : done.apply(answer);
      text.append("%s: %s%n".formatted(answer.getNode(), words));
    }
    return text.toString();
  }
}
