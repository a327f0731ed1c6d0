package reco.node.operator;

import java.util.concurrent.CompletionStage;
import reco.admin.v1.ChangeNodesRequest;
import reco.admin.v1.NodeAnswer;
import reco.admin.v1.NodeQuestion;

/** What a node can say of itself and have done to it. Answers are bounded. */
public interface NodeOperations {
  /** Answers a question that has been checked; the node's name is left out. */
  CompletionStage<NodeAnswer> answer(NodeQuestion question);

  /** Makes a change that has been checked. */
  CompletionStage<NodeAnswer> change(ChangeNodesRequest change);
}
