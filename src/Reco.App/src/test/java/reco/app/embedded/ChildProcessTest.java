package reco.app.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildProcessTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void aCommandThatEndsAtOnceIsReportedWithItsLastWords() {
    var child = start("echo no such luck; exit 3");

    assertThatThrownBy(() -> child.awaitReady(() -> false, SOON))
        .isInstanceOf(EmbeddedServiceException.class)
        .hasMessageContaining("test ended with code 3")
        .hasMessageContaining("no such luck");
  }

  @Test
  void aCommandThatIsNotReadyInTimeIsKilled() {
    var child = start("trap '' TERM; while :; do sleep 1; done");

    assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofMillis(100)))
        .hasMessageContaining("did not answer");
    assertThat(child.onExit()).succeedsWithin(SOON);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  @Test
  void aCommandThatIgnoresTheStopIsKilled() {
    var child = start("trap '' TERM; echo > deaf; while :; do sleep 1; done");
    child.awaitReady(() -> Files.exists(folder.resolve("deaf")), SOON);

    child.stop(Duration.ofMillis(200));

    assertThat(child.onExit()).succeedsWithin(SOON);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  @Test
  void aCommandThatOutlivedItsGuardIsEndedByTheNextStart() throws Exception {
    var orphan = commandWithoutItsGuard();

    var next = start("exec sleep 60");

    orphan.onExit().get(10, SECONDS);
    next.stop(SOON);
  }

  /** As after a kill of everything else. */
  private ProcessHandle commandWithoutItsGuard() {
    var child = start("exec sleep 60");
    child.awaitReady(ChildProcessTest::isSleeping, SOON);
    var command = sleeping();
    ProcessHandle.current()
        .descendants()
        .filter(process -> !process.equals(command))
        .forEach(ProcessHandle::destroyForcibly);
    assertThat(child.onExit()).succeedsWithin(SOON);
    assertThat(command.isAlive()).isTrue();
    return command;
  }

  private static boolean isSleeping() {
    return ProcessHandle.current().descendants().anyMatch(ChildProcessTest::isSleep);
  }

  private static ProcessHandle sleeping() {
    return ProcessHandle.current()
        .descendants()
        .filter(ChildProcessTest::isSleep)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isSleep(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/sleep");
  }

  private ChildProcess start(String script) {
    return ChildProcess.start(
        "test", List.of("sh", "-c", script), folder, folder.resolve("test.out"), SOON);
  }
}
