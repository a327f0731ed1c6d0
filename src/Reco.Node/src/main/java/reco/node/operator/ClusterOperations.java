package reco.node.operator;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import reco.admin.v1.ClusterView;
import reco.admin.v1.NodeAnswer;
import reco.internal.v1.AskNode;

/** What operators see of a cluster and can do to it from any of its nodes. */
public interface ClusterOperations {
  /** Its members by name. */
  ClusterView view();

  /**
   * Asks nodes side by side.
   *
   * @param nodes by name; empty: all members
   * @return an answer a node, by name; one that cannot be asked is among them with the reason
   */
  CompletionStage<List<NodeAnswer>> ask(AskNode request, Collection<String> nodes);

  /** Takes a member out of the cluster. */
  void down(String node);
}
