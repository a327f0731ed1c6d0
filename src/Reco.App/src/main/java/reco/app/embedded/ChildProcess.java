package reco.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command that lives no longer than this JVM: a guard ends it when the pipe from us closes, also
 * when we are killed. A pid file lets the next start wait for one that is still ending.
 */
public final class ChildProcess {
  private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
  private static final Duration POLL = Duration.ofMillis(20);

  private final String name;
  private final Process guard;
  private final Path output;
  private final PidFile pidFile;

  private ChildProcess(String name, Process guard, Path output, PidFile pidFile) {
    this.name = name;
    this.guard = guard;
    this.output = output;
    this.pidFile = pidFile;
  }

  /** The same, with this JVM's own environment. */
  static ChildProcess start(
      String name, List<String> command, Path folder, Path output, Duration stopTimeout) {
    return start(name, command, Map.of(), folder, output, stopTimeout);
  }

  /**
   * Starts a command after any earlier one of this folder has ended.
   *
   * @param environment variables beside this JVM's own
   * @param folder its working directory, which holds the pid file
   * @param output takes what it prints, replacing what the last one printed
   * @param stopTimeout how long an earlier one may take to end before it is killed
   */
  public static ChildProcess start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path folder,
      Path output,
      Duration stopTimeout) {
    try {
      Files.createDirectories(folder);
      Files.createDirectories(output.toAbsolutePath().getParent());
      var pidFile = new PidFile(folder.resolve("pid"));
      endEarlier(name, pidFile.alive(), stopTimeout);
      var builder =
          new ProcessBuilder(guarded(name, command))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      var guard = builder.start();
      pidFile.write(Stream.of(guard.toHandle()));
      return new ChildProcess(name, guard, output, pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start %s".formatted(name), e);
    }
  }

  /**
   * Waits until the service answers.
   *
   * @throws EmbeddedServiceException if it ends or the time is up; it is killed then, and the
   *     message carries the end of its output
   */
  public void awaitReady(BooleanSupplier ready, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!ready.getAsBoolean()) {
      if (!guard.isAlive()) {
        throw failed("ended with code %d".formatted(guard.exitValue()));
      }
      if (System.nanoTime() > deadline) {
        throw failed("did not answer within %d s".formatted(timeout.toSeconds()));
      }
      pause();
    }
    pidFile.write(Stream.concat(Stream.of(guard.toHandle()), guard.descendants()));
  }

  /** Completes with the exit code when it ends, asked to or not. */
  public CompletableFuture<Integer> onExit() {
    return guard.onExit().thenApply(Process::exitValue);
  }

  /** Asks it to end, waits, and kills it when the time is up. */
  public void stop(Duration timeout) {
    closePipe();
    end(name, guard.toHandle(), timeout);
    pidFile.delete();
  }

  private EmbeddedServiceException failed(String what) {
    stop(Duration.ZERO);
    return new EmbeddedServiceException(
        "%s %s; the end of %s:%n%s".formatted(name, what, output, LogTail.of(output, 15)));
  }

  private void closePipe() {
    try {
      guard.getOutputStream().close();
    } catch (IOException alreadyGone) {
      log.debug("the pipe to {} was closed", name, alreadyGone);
    }
  }

  private static List<String> guarded(String name, List<String> command) throws IOException {
    try (var script = ChildProcess.class.getResourceAsStream("guard.sh")) {
      if (script == null) {
        throw new IOException("guard.sh is not on the class path");
      }
      var text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.concat(Stream.of("sh", "-c", text, "reco-" + name), command.stream()).toList();
    }
  }

  /** Both the guard and the command: either may have been killed without the other. */
  private static void endEarlier(String name, List<ProcessHandle> earlier, Duration timeout) {
    if (!earlier.isEmpty()) {
      log.warn("waiting for {} of an earlier run to end", name);
    }
    earlier.forEach(ProcessHandle::destroy);
    earlier.forEach(process -> end(name, process, timeout));
  }

  private static void end(String name, ProcessHandle process, Duration timeout) {
    try {
      process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("{} did not end within {} s; killing it", name, timeout.toSeconds());
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    } catch (ExecutionException e) {
      throw new EmbeddedServiceException("cannot wait for %s to end".formatted(name), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static EmbeddedServiceException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new EmbeddedServiceException("interrupted while waiting for an embedded service", e);
  }
}
