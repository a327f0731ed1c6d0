package reco.app;

import java.util.Optional;
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
    until(cleanUp, ended)
        .ifPresent(part -> {
          throw new IllegalStateException(
              part + " has ended by itself; the logs folder has its last words");
        });
  }

  /**
   * Blocks until a signal comes or what runs has ended, and runs the clean-up to its end.
   *
   * @return what ended without a signal
   */
  static <T> Optional<T> until(Runnable cleanUp, CompletableFuture<T> ended) {
    var onSignal = new Thread(cleanUp, "clean-up");
    Runtime.getRuntime().addShutdownHook(onSignal);
    var part = ended.join();
    if (isShuttingDown(onSignal)) {
      return Optional.empty();
    }
    cleanUp.run();
    return Optional.of(part);
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
