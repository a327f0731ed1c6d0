package reco.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reco.admin.v1.ActorRow;
import reco.admin.v1.ActorRows;
import reco.admin.v1.AskNodesRequest;
import reco.admin.v1.AskNodesResponse;
import reco.admin.v1.AuditRecord;
import reco.admin.v1.ChangeNodesRequest;
import reco.admin.v1.ClusterView;
import reco.admin.v1.ListAuditRequest;
import reco.admin.v1.ListAuditResponse;
import reco.admin.v1.LogLevel;
import reco.admin.v1.LogLevels;
import reco.admin.v1.LogLine;
import reco.admin.v1.LogLines;
import reco.admin.v1.MemberRow;
import reco.admin.v1.NodeAnswer;
import reco.admin.v1.NodeInfo;
import reco.admin.v1.NodesGrpc.NodesImplBase;
import reco.admin.v1.ShardRow;
import reco.admin.v1.ShardRows;
import reco.admin.v1.ShowClusterRequest;
import reco.admin.v1.ThreadRow;
import reco.admin.v1.ThreadRows;

/** What an operator reads when one of two nodes is lost. */
class ClusterCommandsTest {
  private static final String HERE = "10.0.0.1:25520";
  private static final String LOST = "10.0.0.2:25520";
  private static final List<ChangeNodesRequest> CHANGES =
      Collections.synchronizedList(new ArrayList<>());
  private static final List<AskNodesRequest> ASKED =
      Collections.synchronizedList(new ArrayList<>());

  private static Server server;

  @BeforeAll
  static void start() {
    server =
        ConsoleRun.server().service(GrpcService.builder().addService(new Nodes()).build()).build();
    server.start().join();
  }

  @AfterAll
  static void stop() {
    server.stop().join();
  }

  @BeforeEach
  void reset() {
    CHANGES.clear();
    ASKED.clear();
  }

  @Test
  void aLostMemberStandsOutAndTheCommandFails() {
    ConsoleRun run = run("cluster", "show");

    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            NODE            STATUS           ROLES         NOTE
            10.0.0.1:25520  up               gateway node  leader oldest
            10.0.0.2:25520  up, UNREACHABLE  node
            1 of 2 members are well, says 10.0.0.1:25520
            """);
  }

  @Test
  void theLeaderIsNamedAlone() {
    ConsoleRun run = run("cluster", "leader");

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualToNormalizingNewlines("10.0.0.1:25520\n");
  }

  @Test
  void waitingEndsWhenTheMembersAreThereOrTheTimeIsOver() {
    assertThat(run("cluster", "wait", "--members", "1").code()).isZero();

    ConsoleRun late = run("cluster", "wait", "--members", "2", "--timeout", "0");

    assertThat(late.code()).isEqualTo(1);
    assertThat(late.out()).isEqualToNormalizingNewlines("1 of 2 members are up\n");
  }

  @Test
  void aChangeCarriesItsReasonAndNode() {
    ConsoleRun run = run("cluster", "leave", HERE, "--yes", "--reason", "new disk");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualToNormalizingNewlines("10.0.0.1:25520: leaves\n");
    assertThat(CHANGES)
        .singleElement()
        .satisfies(change -> {
          assertThat(change.hasLeave()).isTrue();
          assertThat(change.getNodesList()).containsExactly(HERE);
          assertThat(change.getReason()).isEqualTo("new disk");
          assertThat(change.getValidateOnly()).isFalse();
        });
  }

  @Test
  void nothingIsChangedWithoutAYes() {
    ConsoleRun run = ConsoleRun.answering("n\n", () -> run("cluster", "down", LOST));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("take 10.0.0.2:25520 out of the cluster? [y/N]");
    assertThat(run.err()).contains("nothing was changed");
    assertThat(CHANGES).isEmpty();
  }

  @Test
  void aLevelIsSetForAWhile() {
    ConsoleRun run = run("log", "level", "set", "reco.streams", "debug", "--for", "90s", "--yes");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(CHANGES.getFirst().getSetLogLevel().getSeconds()).isEqualTo(90);
    assertThat(CHANGES.getFirst().getSetLogLevel().getLevel()).isEqualTo("DEBUG");
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            "10.0.0.1:25520: reco.streams is at DEBUG until 2026-01-01T00:10:00Z\n");
  }

  @Test
  void aTimeThatCannotBeReadIsRefusedWithWhatWasExpected() {
    ConsoleRun run = run("log", "level", "set", "reco", "debug", "--for", "soon", "--yes");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("got 'soon', expected such as 90s, 10m or 2h");
  }

  @Test
  void theShardsOfEachNodeAreRanges() {
    ConsoleRun run = run("shard", "regions");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            NODE            SHARDS  USERS  WHICH
            10.0.0.1:25520       3      6  7-8 30
            3 shards are held; one is given a home when a user of it is first needed
            10.0.0.2:25520: no answer in time
            """);
  }

  @Test
  void theFullestShardsComeFirst() {
    assertThat(run("shard", "stats", "--limit", "1").out())
        .isEqualToNormalizingNewlines(
            """
            SHARD  USERS  NODE
               30      3  10.0.0.1:25520
            10.0.0.2:25520: no answer in time
            """);
  }

  @Test
  void aUserIsFoundWithTheShard() {
    ConsoleRun run = run("shard", "where", "ann");

    assertThat(run.out()).startsWith("ann: shard 7 at 10.0.0.1:25520, in memory");
    assertThat(ASKED.getFirst().getQuestion().getShards().getUserId()).isEqualTo("ann");
  }

  @Test
  void theUsersOfAShardAreAPage() {
    ConsoleRun run =
        run("shard", "entities", "--shard", "7", "--limit", "1", "--after", "default/aa");

    assertThat(run.out())
        .startsWith(
            """
            USER         NODE
            default/ann  10.0.0.1:25520
            1 of 2 users
            """);
    assertThat(ASKED.getFirst().getQuestion().getShards().getAfter()).isEqualTo("default/aa");
  }

  @Test
  void theStateOfEachProcessIsALine() {
    assertThat(run("node", "info").out())
        .startsWith(
            """
            NODE            BUILD       JAVA  PID  UP FOR  HEAP MIB   OF  LOAD  USERS
            10.0.0.1:25520  reco 0.1.0    25   42  1m5s         100  768   0.5      6
            """);
    assertThat(run("node", "gc").out())
        .startsWith(
            """
            NODE            COLLECTIONS   MS  SHARE OF TIME  HEAP MIB   OF  THREADS
            10.0.0.1:25520           12  650  1.00 %              100  768       80
            """);
    assertThat(run("node", "health").out())
        .startsWith(
            """
            NODE            READY  ROLES         RANKER     RETRIEVAL  BEHIND  CONFLICTS
            10.0.0.1:25520  yes    gateway node  ranker@v2  none            4          0
            """);
    assertThat(run("node", "threads").out())
        .startsWith(
            """
            NODE            THREAD  STATE     CPU MS  AT
            10.0.0.1:25520  main    runnable    1200  Unsafe.park
            """);
  }

  @Test
  void theLogsReadersAreShownWithWhatTheyAreBehind() {
    assertThat(run("stream", "lag").out())
        .startsWith(
            """
            NODE            PARTITIONS  READS    APPLIED  BEHIND
            10.0.0.1:25520          32  0-30 63       70       4
            32 partitions are read
            """);
  }

  @Test
  void actorsStandBelowTheirParents() {
    assertThat(run("actor", "tree").out())
        .startsWith(
            """
            10.0.0.1:25520
              /user  (1)
                /requests
              and more; --limit or a longer --path
            """);
  }

  @Test
  void linesOfAllNodesAreInTheOrderOfTime() {
    ConsoleRun run = run("log", "tail", "--grep", "up");

    assertThat(run.out())
        .startsWith(
            """
            10.0.0.1:25520  2026-01-01T00:00:00Z INFO up
            10.0.0.1:25520  2026-01-01T00:00:01Z INFO up again
            """);
    assertThat(ASKED.getFirst().getQuestion().getLogTail().getContains()).isEqualTo("up");
  }

  @Test
  void whatOperatorsDidIsListed() {
    assertThat(run("audit").out())
        .isEqualToNormalizingNewlines(
            """
            WHEN                  BY     WHAT   NODES           REASON
            2026-01-01T00:00:00Z  local  leave  10.0.0.1:25520  new disk
            """);
  }

  @Test
  void anAnswerIsAlsoJson() {
    assertThat(run("shard", "regions", "--json").out())
        .contains("\"failure\": \"no answer in time\"");
  }

  private static ConsoleRun run(String... arguments) {
    return ConsoleRun.at(ConsoleRun.address(server), arguments);
  }

  /** Two nodes of which one does not answer. */
  private static final class Nodes extends NodesImplBase {
    @Override
    public void showCluster(ShowClusterRequest request, StreamObserver<ClusterView> caller) {
      answer(
          caller,
          ClusterView.newBuilder()
              .setSelf(HERE)
              .setLeader(HERE)
              .addMembers(
                  MemberRow.newBuilder()
                      .setNode(HERE)
                      .setStatus("up")
                      .addRoles("gateway")
                      .addRoles("node")
                      .setReachable(true)
                      .setOldest(true))
              .addMembers(MemberRow.newBuilder().setNode(LOST).setStatus("up").addRoles("node"))
              .build());
    }

    @Override
    public void askNodes(AskNodesRequest request, StreamObserver<AskNodesResponse> caller) {
      ASKED.add(request);
      var here = NodeAnswer.newBuilder().setNode(HERE);
      var question = request.getQuestion();
      switch (question.getQuestionCase()) {
        case INFO -> here.setInfo(info());
        case THREADS ->
            here.setThreads(
                ThreadRows.newBuilder()
                    .addRows(
                        ThreadRow.newBuilder()
                            .setName("main")
                            .setState("runnable")
                            .setCpuMillis(1200)
                            .setAt("Unsafe.park")));
        case ACTORS ->
            here.setActors(
                ActorRows.newBuilder()
                    .addRows(ActorRow.newBuilder().setPath("/user").setChildren(1))
                    .addRows(ActorRow.newBuilder().setPath("/user/requests"))
                    .setMore(true));
        case SHARDS -> here.setShards(shards(question.getShards().getShard() >= 0));
        case LOG_LEVEL -> here.setLogLevels(level());
        case LOG_TAIL ->
            here.setLogLines(
                LogLines.newBuilder()
                    .addLines(LogLine.newBuilder().setText("2026-01-01T00:00:01Z INFO up again"))
                    .addLines(LogLine.newBuilder().setText("2026-01-01T00:00:00Z INFO up")));
        case QUESTION_NOT_SET -> throw new AssertionError("no question");
      }
      answer(
          caller,
          AskNodesResponse.newBuilder()
              .addAnswers(here)
              .addAnswers(NodeAnswer.newBuilder().setNode(LOST).setFailure("no answer in time"))
              .build());
    }

    private static NodeInfo.Builder info() {
      return NodeInfo.newBuilder()
          .setBuild("reco 0.1.0")
          .setJava("25")
          .setPid(42)
          .setUptimeSec(65)
          .setReady(true)
          .addRoles("gateway")
          .addRoles("node")
          .setLoad(0.5)
          .setHeapUsedBytes(100L << 20)
          .setHeapMaxBytes(768L << 20)
          .setThreads(80)
          .setGcCount(12)
          .setGcMillis(650)
          .setActiveUsers(6)
          .setInteractionsApplied(70)
          .setLag(4)
          .setRanker("ranker@v2")
          .setRetrieval("none")
          .addAllPartitions(IntStream.rangeClosed(0, 30).boxed().toList())
          .addPartitions(63);
    }

    private static ShardRows shards(boolean one) {
      var seven = ShardRow.newBuilder().setShard(7).setUsers(2).addUserIds("default/ann");
      return one
          ? ShardRows.newBuilder().addRows(seven).build()
          : ShardRows.newBuilder()
              .addRows(seven)
              .addRows(ShardRow.newBuilder().setShard(8).setUsers(1))
              .addRows(ShardRow.newBuilder().setShard(30).setUsers(3))
              .build();
    }

    private static LogLevels level() {
      return LogLevels.newBuilder()
          .addLevels(
              LogLevel.newBuilder()
                  .setLogger("reco.streams")
                  .setLevel("DEBUG")
                  .setUntil("2026-01-01T00:10:00Z"))
          .build();
    }

    @Override
    public void changeNodes(ChangeNodesRequest request, StreamObserver<AskNodesResponse> caller) {
      CHANGES.add(request);
      var here = NodeAnswer.newBuilder().setNode(HERE);
      answer(
          caller,
          AskNodesResponse.newBuilder()
              .addAnswers(
                  request.hasSetLogLevel() ? here.setLogLevels(level()) : here.setDone("leaves"))
              .build());
    }

    @Override
    public void listAudit(ListAuditRequest request, StreamObserver<ListAuditResponse> caller) {
      answer(
          caller,
          ListAuditResponse.newBuilder()
              .addRecords(
                  AuditRecord.newBuilder()
                      .setTime("2026-01-01T00:00:00Z")
                      .setBy("local")
                      .setChange("leave")
                      .addNodes(HERE)
                      .setReason("new disk"))
              .build());
    }

    private static <T> void answer(StreamObserver<T> caller, T value) {
      caller.onNext(value);
      caller.onCompleted();
    }
  }
}
