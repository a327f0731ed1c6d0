package reco.node.cluster;

import com.typesafe.config.Config;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.MonitorableThreadFactory;

/**
 * The executor of a dispatcher that computes: threads for a share of the cores, at the lowest
 * priority. Those that talk to callers go first, so that a node at its limit still refuses at once.
 * The priority takes effect under {@code -XX:ThreadPriorityPolicy=1}.
 */
public final class ComputePool extends ExecutorServiceConfigurator {
  private final int threads;

  /** Called by Pekko with the dispatcher's section. */
  public ComputePool(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
    double cores = config.getDouble("cores") * Runtime.getRuntime().availableProcessors();
    this.threads = Math.max(1, (int) Math.round(cores));
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // a preference: nothing but latency depends on it
  public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory factory) {
    if (!(factory instanceof MonitorableThreadFactory pekko)) {
      throw new IllegalStateException(
          "threads of " + id + ": got " + factory + ", expected Pekko's");
    }
    var named = pekko.withName(pekko.name() + "-" + id);
    ForkJoinWorkerThreadFactory workers =
        pool -> {
          var worker = named.newThread(pool);
          worker.setPriority(Thread.MIN_PRIORITY);
          return worker;
        };
    return () -> new ForkJoinPool(threads, workers, pekko.exceptionHandler(), true);
  }
}
