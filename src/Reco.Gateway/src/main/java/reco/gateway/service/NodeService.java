package reco.gateway.service;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reco.admin.v1.AskNodesRequest;
import reco.admin.v1.AskNodesResponse;
import reco.admin.v1.AuditRecord;
import reco.admin.v1.ChangeNodesRequest;
import reco.admin.v1.ClusterView;
import reco.admin.v1.ListAuditRequest;
import reco.admin.v1.ListAuditResponse;
import reco.admin.v1.NodeAnswer;
import reco.admin.v1.NodesGrpc.NodesImplBase;
import reco.admin.v1.ShowClusterRequest;
import reco.gateway.access.Authentication;
import reco.internal.v1.AskNode;
import reco.node.log.ControlLog;
import reco.node.operator.ClusterOperations;

/** The nodes of the cluster: what they say of themselves, and what operators have done to them. */
public final class NodeService extends NodesImplBase {
  private static final int AUDIT_ROWS = 20;
  private static final int MOST_AUDIT_ROWS = 100;

  private final ClusterOperations cluster;
  private final Operations operations;
  private final ControlLog control;
  private final Clock clock;

  NodeService(Operations operations, ControlLog control, Clock clock) {
    this.cluster = operations.cluster();
    this.operations = operations;
    this.control = control;
    this.clock = clock;
  }

  @Override
  public void showCluster(ShowClusterRequest request, StreamObserver<ClusterView> caller) {
    Answer.with(caller, () -> CompletableFuture.completedFuture(cluster.view()));
  }

  @Override
  public void askNodes(AskNodesRequest request, StreamObserver<AskNodesResponse> caller) {
    Answer.with(
        caller,
        () -> {
          NodeQuestions.check(request.getQuestion());
          var question =
              AskNode.newBuilder()
                  .setQuestion(NodeQuestions.toNodes(request.getQuestion()))
                  .build();
          return cluster.ask(question, request.getNodesList()).thenApply(NodeService::response);
        });
  }

  @Override
  public void changeNodes(ChangeNodesRequest request, StreamObserver<AskNodesResponse> caller) {
    Answer.with(
        caller,
        () -> {
          NodeChanges.check(request, cluster.view());
          return request.getValidateOnly()
              ? CompletableFuture.completedFuture(wouldBe(request))
              : audited(request).thenCompose(_ -> change(request));
        });
  }

  @Override
  public void listAudit(ListAuditRequest request, StreamObserver<ListAuditResponse> caller) {
    Answer.with(
        caller,
        () -> {
          int limit = request.getLimit() == 0 ? AUDIT_ROWS : request.getLimit();
          NodeQuestions.within("limit", limit, 1, MOST_AUDIT_ROWS);
          var records = operations.audits().get().stream().limit(limit).toList();
          return CompletableFuture.completedFuture(
              ListAuditResponse.newBuilder().addAllRecords(records).build());
        });
  }

  /** Written before the change is made: there is none without a record. */
  private CompletionStage<Void> audited(ChangeNodesRequest request) {
    return control.audit(
        AuditRecord.newBuilder()
            .setTime(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
            .setBy(Authentication.caller(ServiceRequestContext.current()))
            .setChange(NodeChanges.words(request))
            .addAllNodes(request.getNodesList())
            .setReason(request.getReason())
            .build());
  }

  private CompletionStage<AskNodesResponse> change(ChangeNodesRequest request) {
    if (request.hasDown()) {
      String node = request.getNodes(0);
      cluster.down(node);
      return CompletableFuture.completedFuture(response(List.of(done(node, "down"))));
    }
    return cluster
        .ask(AskNode.newBuilder().setChange(request).build(), request.getNodesList())
        .thenApply(NodeService::response);
  }

  private AskNodesResponse wouldBe(ChangeNodesRequest request) {
    List<String> nodes =
        request.getNodesCount() > 0
            ? request.getNodesList()
            : cluster.view().getMembersList().stream().map(member -> member.getNode()).toList();
    return response(
        nodes.stream().map(node -> done(node, "would " + NodeChanges.words(request))).toList());
  }

  private static NodeAnswer done(String node, String what) {
    return NodeAnswer.newBuilder().setNode(node).setDone(what).build();
  }

  private static AskNodesResponse response(List<NodeAnswer> answers) {
    return AskNodesResponse.newBuilder().addAllAnswers(answers).build();
  }
}
