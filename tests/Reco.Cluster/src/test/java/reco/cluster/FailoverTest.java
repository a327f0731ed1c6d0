package reco.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.cluster.Callers.Call;
import reco.cluster.Callers.Outcome;

/** RE-1, RE-2: a node dies, and comes back; a node leaves. */
class FailoverTest {
  private static final int VICTIM = 2;
  private static final int LEAVER = 3;

  @TempDir private Path state;

  @Test
  @DisplayName("RE-1: a killed node's users are answered without delay, and personally again soon")
  void aKilledNodesUsersAreServedThroughoutAndThoseOfALeaverNoticeNothing() throws Exception {
    try (var cluster = Loaded.start(state, "")) {
      aNodeDies(cluster);
      aNodeLeaves(cluster);

      cluster.assertCountedOnce();
    }
  }

  private static void aNodeDies(Loaded cluster) {
    ProcessHandle victim = cluster.nodes().process(VICTIM);

    victim.destroyForcibly();
    victim.onExit().join();
    long dead = System.nanoTime();
    Duration personal = cluster.personalAgain(dead);
    cluster.settle();

    List<Call> calls = cluster.callsSince(dead);
    System.out.printf(
        "kill -9: %s; personal again after %d ms, %d conflicts%n",
        Counts.of(calls), personal.toMillis(), cluster.conflicts());
    assertThat(Loaded.with(calls, Outcome.FAILED)).isEmpty();
    assertThat(Loaded.with(calls, Outcome.WITHOUT_USER)).isNotEmpty();
    assertThat(personal).isLessThan(Loaded.PERSONAL_WITHIN);
  }

  private static void aNodeLeaves(Loaded cluster) {
    ProcessHandle leaver = cluster.nodes().process(LEAVER);

    long asked = System.nanoTime();
    leaver.destroy();
    leaver.onExit().join();
    Duration personal = cluster.personalAgain(System.nanoTime());

    List<Call> calls = cluster.callsSince(asked);
    System.out.printf(
        "SIGTERM: %s; gone and personal again after %d ms, %d conflicts%n",
        Counts.of(calls), personal.toMillis(), cluster.conflicts());
    assertThat(calls).allMatch(call -> call.outcome() != Outcome.FAILED && call.attempts() == 1);
  }
}
