package reco.app;

import java.util.concurrent.CompletableFuture;

/** Keeps a command running until Ctrl-C, SIGTERM, or the end of something it cannot do without. */
final class Foreground {
  private Foreground() {}

  /**
   * Blocks until a signal comes, runs the clean-up to its end, and lets the JVM go.
   *
   * @param cleanUp ends what runs, called once
   * @param ended completes with the name of a part that is gone, also after the clean-up
   * @throws IllegalStateException if a part ended without a signal
   */
  static void stay(Runnable cleanUp, CompletableFuture<String> ended) {
    var onSignal = new Thread(cleanUp, "clean-up");
    Runtime.getRuntime().addShutdownHook(onSignal);
    var part = ended.join();
    if (isShuttingDown(onSignal)) {
      return;
    }
    cleanUp.run();
    throw new IllegalStateException(
        part + " has ended by itself; the logs folder has its last words");
  }

  private static boolean isShuttingDown(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException shuttingDown) {
      return true;
    }
  }
}
