package reco.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reco.admin.v1.ActorsQuestion;
import reco.admin.v1.AskNodesRequest;
import reco.admin.v1.ChangeNodesRequest;
import reco.admin.v1.Down;
import reco.admin.v1.Leave;
import reco.admin.v1.ListAuditRequest;
import reco.admin.v1.LogTailQuestion;
import reco.admin.v1.NodeAnswer;
import reco.admin.v1.NodeQuestion;
import reco.admin.v1.NodesGrpc.NodesBlockingStub;
import reco.admin.v1.SetLogLevel;
import reco.admin.v1.ShardsQuestion;
import reco.admin.v1.ShowClusterRequest;
import reco.admin.v1.ThreadsQuestion;

/** What operators may ask of the cluster's nodes, and have done to them. */
class NodesTest {
  private static Served served;
  private static NodesBlockingStub api;

  @BeforeAll
  static void start() {
    served = Served.start();
    api = Calls.stub(served, NodesBlockingStub.class);
  }

  @AfterAll
  static void close() {
    served.close();
  }

  @BeforeEach
  void reset() {
    served.node.audits.clear();
    served.node.cluster.asked.clear();
    served.node.cluster.downed.clear();
  }

  @Test
  void theClusterIsShown() {
    var view = api.showCluster(ShowClusterRequest.getDefaultInstance());

    assertThat(view).isEqualTo(served.node.cluster.view());
  }

  @Test
  void aNodeThatDoesNotAnswerIsInTheAnswer() {
    var answers =
        api.askNodes(
                AskNodesRequest.newBuilder()
                    .setQuestion(
                        NodeQuestion.newBuilder()
                            .setThreads(ThreadsQuestion.newBuilder().setLimit(1)))
                    .build())
            .getAnswersList();

    assertThat(answers).extracting(NodeAnswer::getFailure).containsExactly("", "no answer in time");
  }

  @Test
  void aUserIsAskedForByKey() {
    api.askNodes(
        AskNodesRequest.newBuilder()
            .setQuestion(
                NodeQuestion.newBuilder()
                    .setShards(ShardsQuestion.newBuilder().setUserId("session:s1")))
            .build());

    assertThat(served.node.cluster.asked.getFirst().getQuestion().getShards().getUserId())
        .isEqualTo("default/session:s1");
  }

  static Stream<Arguments> questionsOutOfBounds() {
    return Stream.of(
        Arguments.of("question", NodeQuestion.newBuilder()),
        Arguments.of(
            "threads.limit",
            NodeQuestion.newBuilder().setThreads(ThreadsQuestion.newBuilder().setLimit(201))),
        Arguments.of(
            "actors.depth",
            NodeQuestion.newBuilder().setActors(ActorsQuestion.newBuilder().setLimit(1))),
        Arguments.of(
            "actors.limit",
            NodeQuestion.newBuilder().setActors(ActorsQuestion.newBuilder().setDepth(1))),
        Arguments.of(
            "shards.shard",
            NodeQuestion.newBuilder().setShards(ShardsQuestion.newBuilder().setShard(64))),
        Arguments.of(
            "shards.limit",
            NodeQuestion.newBuilder().setShards(ShardsQuestion.newBuilder().setLimit(1_001))),
        Arguments.of(
            "log_tail.limit",
            NodeQuestion.newBuilder().setLogTail(LogTailQuestion.newBuilder().setLimit(0))));
  }

  @ParameterizedTest
  @MethodSource("questionsOutOfBounds")
  void aQuestionWithoutBoundsIsRefused(String field, NodeQuestion.Builder question) {
    var refused =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> api.askNodes(AskNodesRequest.newBuilder().setQuestion(question).build()));

    assertThat(refused.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(Calls.field(refused)).isEqualTo(field);
    assertThat(served.node.cluster.asked).isEmpty();
  }

  @Test
  void aChangeIsWrittenDownBeforeItIsMade() {
    api.changeNodes(
        ChangeNodesRequest.newBuilder()
            .addNodes(FakeCluster.HERE)
            .setLeave(Leave.getDefaultInstance())
            .setReason("new disk")
            .build());

    assertThat(served.node.cluster.asked)
        .singleElement()
        .matches(ask -> ask.getChange().hasLeave());
    assertThat(api.listAudit(ListAuditRequest.getDefaultInstance()).getRecordsList())
        .singleElement()
        .satisfies(record -> {
          assertThat(record.getChange()).isEqualTo("leave");
          assertThat(record.getNodesList()).containsExactly(FakeCluster.HERE);
          assertThat(record.getReason()).isEqualTo("new disk");
          assertThat(record.getBy()).isNotEmpty();
        });
  }

  @Test
  void aDryRunLeavesNoTrace() {
    var answer =
        api.changeNodes(
            ChangeNodesRequest.newBuilder()
                .addNodes(FakeCluster.LOST)
                .setDown(Down.getDefaultInstance())
                .setValidateOnly(true)
                .build());

    assertThat(answer.getAnswers(0).getDone()).isEqualTo("would down");
    assertThat(served.node.audits).isEmpty();
    assertThat(served.node.cluster.downed).isEmpty();
  }

  @Test
  void onlyANodeThatCannotBeReachedIsTakenOut() {
    api.changeNodes(down(FakeCluster.LOST));

    assertThat(served.node.cluster.downed).containsExactly(FakeCluster.LOST);
    assertThat(fieldOf(down(FakeCluster.HERE))).isEqualTo("nodes");
    assertThat(served.node.cluster.downed).containsExactly(FakeCluster.LOST);
  }

  private static ChangeNodesRequest down(String node) {
    return ChangeNodesRequest.newBuilder()
        .addNodes(node)
        .setDown(Down.getDefaultInstance())
        .build();
  }

  static Stream<Arguments> changesOutOfBounds() {
    var leave = ChangeNodesRequest.newBuilder().setLeave(Leave.getDefaultInstance());
    return Stream.of(
        Arguments.of("change", ChangeNodesRequest.newBuilder()),
        Arguments.of("nodes", leave.clone()),
        Arguments.of("nodes", leave.clone().addNodes("10.9.9.9:1")),
        Arguments.of("reason", leave.clone().addNodes(FakeCluster.HERE).setReason("x".repeat(501))),
        Arguments.of("set_log_level.logger", level("", "DEBUG", 1)),
        Arguments.of("set_log_level.level", level("reco", "debug", 1)),
        Arguments.of("set_log_level.seconds", level("reco", "DEBUG", 86_401)));
  }

  private static ChangeNodesRequest.Builder level(String logger, String level, int seconds) {
    return ChangeNodesRequest.newBuilder()
        .setSetLogLevel(
            SetLogLevel.newBuilder().setLogger(logger).setLevel(level).setSeconds(seconds));
  }

  @ParameterizedTest
  @MethodSource("changesOutOfBounds")
  void aChangeThatCannotBeMadeIsRefusedAndNotWrittenDown(
      String field, ChangeNodesRequest.Builder change) {
    assertThat(fieldOf(change.build())).isEqualTo(field);
    assertThat(served.node.audits).isEmpty();
  }

  private static String fieldOf(ChangeNodesRequest change) {
    return Calls.field(
        catchThrowableOfType(StatusRuntimeException.class, () -> api.changeNodes(change)));
  }
}
