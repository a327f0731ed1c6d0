package reco.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.cluster.Callers.Call;
import reco.cluster.Callers.Outcome;

/** RE-1, RE-2: a node hangs and comes back; the network parts a node from the others. */
@Tag("faults")
class FaultsTest {
  private static final int VICTIM = 3;
  private static final String ADDRESSES =
      "reco.embedded.nodes.hosts = [\"127.77.0.1\", \"127.77.0.2\", \"127.77.0.3\"]";

  @TempDir private Path state;

  @Test
  @DisplayName("RE-1: a node that hangs is served without, and ends when it wakes up")
  void aNodeThatHangsIsServedWithoutAndWritesNothingAfterwards() throws Exception {
    try (var cluster = Loaded.start(state, "")) {
      ProcessHandle victim = cluster.nodes().process(VICTIM);

      ThreeNodes.signal(victim, "STOP");
      long stopped = System.nanoTime();
      Duration personal = cluster.personalAgain(stopped);
      ThreeNodes.signal(victim, "CONT");
      Duration ended = ended(victim);
      cluster.settle();

      assertServedThroughout("SIGSTOP", cluster, stopped, personal, ended);
    }
  }

  @Test
  @DisplayName("RE-1: the smaller part of a parted network ends, the larger serves on")
  void theSmallerPartOfAPartedNetworkEndsAndNoUserIsWrittenTwice() throws Exception {
    assumeThat(canPart()).as("may this process change the routes?").isTrue();
    try (var cluster = Loaded.start(state, ADDRESSES)) {
      ProcessHandle victim = cluster.nodes().process(VICTIM);

      String cutOff = cluster.nodes().host(VICTIM);
      part(cutOff);
      long parted = System.nanoTime();
      Duration personal;
      Duration ended;
      try {
        ended = ended(victim);
        personal = cluster.personalAgain(parted);
      } finally {
        heal(cutOff);
      }
      cluster.settle();

      assertServedThroughout("partition", cluster, parted, personal, ended);
    }
  }

  private static Duration ended(ProcessHandle victim) {
    long since = System.nanoTime();
    await().atMost(Duration.ofMinutes(1)).until(() -> !victim.isAlive());
    return Duration.ofNanos(System.nanoTime() - since);
  }

  private static void assertServedThroughout(
      String fault, Loaded cluster, long since, Duration personal, Duration ended) {
    List<Call> calls = cluster.callsSince(since);
    System.out.printf(
        "%s: %s; personal again after %d ms, the node ended after %d ms, %d conflicts%n",
        fault, Counts.of(calls), personal.toMillis(), ended.toMillis(), cluster.conflicts());
    assertThat(Loaded.with(calls, Outcome.FAILED)).isEmpty();
    assertThat(Loaded.with(calls, Outcome.WITHOUT_USER)).isNotEmpty();
    assertThat(personal).isLessThan(Loaded.PERSONAL_WITHIN);
    cluster.assertCountedOnce();
  }

  /** Packets to and from the address are dropped; the node still reaches Kafka and Redis. */
  private static void part(String address) throws IOException, InterruptedException {
    ThreeNodes.run("ip", "route", "add", "blackhole", address + "/32", "table", "local");
  }

  private static void heal(String address) throws IOException, InterruptedException {
    ThreeNodes.run("ip", "route", "del", "blackhole", address + "/32", "table", "local");
  }

  private static boolean canPart() throws InterruptedException {
    try {
      part("127.77.0.9");
      heal("127.77.0.9");
      return true;
    } catch (IOException notAllowed) {
      return false;
    }
  }
}
