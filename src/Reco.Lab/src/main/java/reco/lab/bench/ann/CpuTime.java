package reco.lab.bench.ann;

import java.lang.management.ManagementFactory;

/** The CPU time of the calling thread: what a busy machine takes away does not count. */
final class CpuTime {
  private CpuTime() {}

  /** Seconds that the work took. */
  static double seconds(Runnable work) {
    long start = nanos();
    work.run();
    return (nanos() - start) / 1e9;
  }

  private static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
