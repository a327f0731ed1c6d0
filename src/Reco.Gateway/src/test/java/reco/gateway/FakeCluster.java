package reco.gateway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reco.admin.v1.ClusterView;
import reco.admin.v1.MemberRow;
import reco.admin.v1.NodeAnswer;
import reco.internal.v1.AskNode;
import reco.node.operator.ClusterOperations;

/** Two members, one of which cannot be reached. */
final class FakeCluster implements ClusterOperations {
  static final String HERE = "10.0.0.1:25520";
  static final String LOST = "10.0.0.2:25520";

  final List<AskNode> asked = Collections.synchronizedList(new ArrayList<>());
  final List<String> downed = Collections.synchronizedList(new ArrayList<>());

  @Override
  public ClusterView view() {
    return ClusterView.newBuilder()
        .setSelf(HERE)
        .setLeader(HERE)
        .addMembers(
            MemberRow.newBuilder().setNode(HERE).setStatus("up").setReachable(true).setOldest(true))
        .addMembers(MemberRow.newBuilder().setNode(LOST).setStatus("up"))
        .build();
  }

  @Override
  public CompletionStage<List<NodeAnswer>> ask(AskNode request, Collection<String> nodes) {
    asked.add(request);
    return CompletableFuture.completedFuture(
        List.of(
            NodeAnswer.newBuilder().setNode(HERE).setDone("asked").build(),
            NodeAnswer.newBuilder().setNode(LOST).setFailure("no answer in time").build()));
  }

  @Override
  public void down(String node) {
    downed.add(node);
  }
}
