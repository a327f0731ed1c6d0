package reco.node.operator;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import reco.admin.v1.NodeAnswer;

/** Why a node has no answer. */
final class Failures {
  private Failures() {}

  static NodeAnswer answer(String node, Throwable failure) {
    return NodeAnswer.newBuilder().setNode(node).setFailure(words(failure)).build();
  }

  private static String words(Throwable failure) {
    return switch (failure) {
      case CompletionException wrapper when wrapper.getCause() != null -> words(wrapper.getCause());
      case TimeoutException late -> "no answer in time";
      default ->
          failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    };
  }
}
