package reco.node.operator;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import reco.admin.v1.ThreadRow;
import reco.admin.v1.ThreadRows;

/** The platform threads of this JVM by the processor time that they have used. */
public final class ThreadCensus {
  private static final long NANOS_A_MILLI = 1_000_000;

  private ThreadCensus() {}

  /** The first so many. */
  public static ThreadRows busiest(int limit) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    var rows = ThreadRows.newBuilder();
    Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds(), 1))
        .filter(Objects::nonNull)
        .map(thread -> row(thread, threads.getThreadCpuTime(thread.getThreadId())))
        .sorted(Comparator.comparingLong(ThreadRow::getCpuMillis).reversed())
        .limit(limit)
        .forEach(rows::addRows);
    return rows.build();
  }

  private static ThreadRow row(ThreadInfo thread, long cpuNanos) {
    var stack = thread.getStackTrace();
    return ThreadRow.newBuilder()
        .setName(thread.getThreadName())
        .setState(thread.getThreadState().toString().toLowerCase(Locale.ROOT))
        .setCpuMillis(Math.max(0, cpuNanos) / NANOS_A_MILLI)
        .setAt(stack.length == 0 ? "" : at(stack[0]))
        .build();
  }

  private static String at(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
  }
}
