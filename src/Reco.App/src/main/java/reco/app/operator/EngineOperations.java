package reco.app.operator;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import reco.admin.v1.ActorRows;
import reco.admin.v1.ActorsQuestion;
import reco.admin.v1.ChangeNodesRequest;
import reco.admin.v1.NodeAnswer;
import reco.admin.v1.NodeInfo;
import reco.admin.v1.NodeQuestion;
import reco.node.operator.ActorTree;
import reco.node.operator.NodeOperations;
import reco.node.operator.ShardCensus;
import reco.node.operator.ThreadCensus;

/** This node's answers to operators. */
public final class EngineOperations implements NodeOperations {
  private final Supplier<NodeInfo> info;
  private final RecentLog recentLog;
  private final LoggerLevels levels;
  private final ActorTree actors;
  private final ShardCensus shards;
  private final Runnable leave;

  /**
   * @param leave begins to leave the cluster, and returns
   */
  public EngineOperations(
      ActorSystem<?> system,
      Supplier<NodeInfo> info,
      RecentLog recentLog,
      LoggerLevels levels,
      Runnable leave) {
    this.info = info;
    this.recentLog = recentLog;
    this.levels = levels;
    this.actors = new ActorTree(system);
    this.shards = new ShardCensus(system);
    this.leave = leave;
  }

  @Override
  public CompletionStage<NodeAnswer> answer(NodeQuestion question) {
    var answer = NodeAnswer.newBuilder();
    return switch (question.getQuestionCase()) {
      case INFO -> now(answer.setInfo(info.get()));
      case THREADS ->
          now(answer.setThreads(ThreadCensus.busiest(question.getThreads().getLimit())));
      case ACTORS -> now(answer.setActors(actors(question.getActors())));
      case SHARDS ->
          shards.count(question.getShards()).thenApply(rows -> answer.setShards(rows).build());
      case LOG_LEVEL -> now(answer.setLogLevels(levels.levels(question.getLogLevel().getLogger())));
      case LOG_TAIL -> now(answer.setLogLines(recentLog.tail(question.getLogTail())));
      case QUESTION_NOT_SET -> now(answer.setFailure("this build does not know the question"));
    };
  }

  private ActorRows actors(ActorsQuestion question) {
    return actors.below(question.getPath(), question.getDepth(), question.getLimit());
  }

  @Override
  public CompletionStage<NodeAnswer> change(ChangeNodesRequest change) {
    var answer = NodeAnswer.newBuilder();
    return switch (change.getChangeCase()) {
      case LEAVE -> {
        leave.run();
        yield now(answer.setDone("leaves"));
      }
      case SET_LOG_LEVEL -> now(answer.setLogLevels(levels.set(change.getSetLogLevel())));
      case DOWN, CHANGE_NOT_SET -> now(answer.setFailure("this build does not know the change"));
    };
  }

  private static CompletionStage<NodeAnswer> now(NodeAnswer.Builder answer) {
    return CompletableFuture.completedFuture(answer.build());
  }
}
