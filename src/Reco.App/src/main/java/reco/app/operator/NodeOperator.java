package reco.app.operator;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Props;
import reco.admin.v1.NodeInfo;
import reco.node.cluster.NodeSystem;
import reco.node.operator.OperatorActor;

/** The part of a node that operators talk to, through any node of the cluster. */
public final class NodeOperator implements AutoCloseable {
  private final RecentLog recentLog;

  private NodeOperator(RecentLog recentLog) {
    this.recentLog = recentLog;
  }

  /**
   * Begins to answer.
   *
   * @param report what the node says of itself
   */
  public static NodeOperator start(
      NodeSystem system, Supplier<NodeInfo> report, InstantSource clock) {
    var actorSystem = system.actorSystem();
    var logging = RecentLog.context();
    var recentLog = RecentLog.start(logging);
    var levels =
        new LoggerLevels(
            logging,
            clock,
            (after, work) ->
                actorSystem.scheduler().scheduleOnce(after, work, actorSystem.executionContext()));
    var operations = new EngineOperations(actorSystem, report, recentLog, levels, system::leave);
    system.spawn(OperatorActor.create(system.name(), operations), "operator", Props.empty());
    return new NodeOperator(recentLog);
  }

  @Override
  public void close() {
    recentLog.close();
  }
}
