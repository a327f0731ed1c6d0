package reco.app;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** Tells of work that takes a while: what it is before, how long it took after. */
final class Steps {
  private static final int WIDTH = 34;

  private final PrintWriter out;

  Steps(PrintWriter out) {
    this.out = out;
  }

  <T> T run(String name, Supplier<T> work) {
    out.printf("  %-" + WIDTH + "s", name);
    out.flush();
    long started = System.nanoTime();
    T result = work.get();
    out.printf("%6.1f s%n", seconds(started));
    out.flush();
    return result;
  }

  void run(String name, Runnable work) {
    run(
        name,
        () -> {
          work.run();
          return true;
        });
  }

  /** Names what the lines after it are about. */
  void heading(String name) {
    out.printf("  %s%n", name);
    out.flush();
  }

  /** A line about the step under way. */
  void say(String line) {
    out.printf("    %s%n", line);
    out.flush();
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }
}
