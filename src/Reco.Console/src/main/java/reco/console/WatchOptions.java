package reco.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** Options of commands that can show the same again and again. */
final class WatchOptions {
  @Option(
      names = "--watch",
      paramLabel = "SECONDS",
      arity = "0..1",
      fallbackValue = "2",
      defaultValue = "0",
      description = "show it again every so many seconds (2) until Ctrl-C")
  private int seconds;

  /** Shows once, or until interrupted. */
  void repeat(Runnable show, PrintWriter out) {
    show.run();
    while (seconds > 0 && hasSlept()) {
      out.printf("%n%s%n", LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS));
      show.run();
      out.flush();
    }
  }

  private boolean hasSlept() {
    try {
      Thread.sleep(Duration.ofSeconds(seconds));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
