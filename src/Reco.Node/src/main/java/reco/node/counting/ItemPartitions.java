package reco.node.counting;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ShardedDaemonProcessSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import reco.node.log.ItemDeltaLog;
import reco.node.log.ItemStatsLog;

/** The item partitions of a cluster: each is alive on one of its nodes. */
public final class ItemPartitions {
  private ItemPartitions() {}

  /**
   * Starts this node's share of them; none where it has not the role.
   *
   * @param role of the nodes that hold them
   * @param folder of this node's snapshots
   */
  public static void start(
      ActorSystem<?> system,
      String role,
      ItemDeltaLog deltas,
      ItemStatsLog stats,
      ItemPartitionSettings settings,
      Path folder,
      InstantSource clock,
      MeterRegistry meters) {
    var parts =
        new ItemPartitionActor.Parts(
            deltas, stats, settings, clock, new ItemPartitionMetrics(meters));
    ShardedDaemonProcess.get(system)
        .init(
            ItemPartitionActor.Command.class,
            "item-partition",
            deltas.partitions(),
            partition ->
                ItemPartitionActor.create(
                    partition,
                    new LedgerSnapshot(
                        folder, partition, deltas.id(), settings.statistics().scales()),
                    parts),
            ShardedDaemonProcessSettings.create(system).withRole(role),
            Optional.of(ItemPartitionActor.Stop.STOP));
  }
}
