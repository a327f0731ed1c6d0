package reco.app.operator;

import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;
import reco.admin.v1.NodeInfo;
import reco.admin.v1.Status;
import reco.node.cluster.NodeRole;

/** What a node says of itself and of its JVM. */
public final class NodeReport implements Supplier<NodeInfo> {
  private final Set<NodeRole> roles;
  private final Supplier<Status> status;
  private final Supplier<? extends Collection<Integer>> partitions;
  private final MeterRegistry meters;

  /**
   * @param partitions of the interactions that the node reads now
   */
  public NodeReport(
      Set<NodeRole> roles,
      Supplier<Status> status,
      Supplier<? extends Collection<Integer>> partitions,
      MeterRegistry meters) {
    this.roles = roles;
    this.status = status;
    this.partitions = partitions;
    this.meters = meters;
  }

  @Override
  public NodeInfo get() {
    Status now = status.get();
    var info =
        NodeInfo.newBuilder()
            .setBuild(now.getBuild())
            .setUptimeSec(now.getUptimeSec())
            .setReady(now.getReady())
            .setActiveUsers(now.getActiveUsers())
            .setItems(now.getItems())
            .setRequests(now.getRequests())
            .setInteractionsApplied(now.getInteractionsApplied())
            .setRanker(now.getRanker())
            .setRetrieval(now.getRetrieval())
            .addAllRoles(roles.stream().map(NodeRole::roleName).toList())
            .addAllPartitions(partitions.get().stream().sorted().toList())
            .setSaveConflicts(conflicts());
    if (now.hasLag()) {
      info.setLag(now.getLag());
    }
    return jvm(info).build();
  }

  private static NodeInfo.Builder jvm(NodeInfo.Builder info) {
    var system = ManagementFactory.getOperatingSystemMXBean();
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    var collectors = ManagementFactory.getGarbageCollectorMXBeans();
    return info.setPid(ProcessHandle.current().pid())
        .setJava(Runtime.version().toString())
        .setCores(system.getAvailableProcessors())
        .setLoad(system.getSystemLoadAverage())
        .setHeapUsedBytes(heap.getUsed())
        .setHeapMaxBytes(heap.getMax())
        .setThreads(ManagementFactory.getThreadMXBean().getThreadCount())
        .setGcCount(collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum())
        .setGcMillis(
            collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum());
  }

  private long conflicts() {
    var counter = meters.find("reco.user.saves").tag("result", "conflict").counter();
    return counter == null ? 0 : (long) counter.count();
  }
}
