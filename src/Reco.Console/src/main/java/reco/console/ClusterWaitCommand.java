package reco.console;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reco.admin.v1.ClusterView;

/** Waits until the cluster has its members. */
@Command(
    name = "wait",
    description = "Wait until so many members are up and reachable. 1: not in time.")
final class ClusterWaitCommand extends ConsoleCommand {
  private static final Duration POLL = Duration.ofMillis(250);

  @Option(names = "--members", paramLabel = "N", required = true, description = "how many")
  private int members;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "how long (default: ${DEFAULT-VALUE})")
  private int timeoutSeconds;

  @Override
  void ask(Connection server) {
    long giveUp = System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
    long well = well(server);
    while (well < members && System.nanoTime() < giveUp && hasSlept()) {
      well = well(server);
    }
    out().printf("%d of %d members are up%n", well, members);
    if (well < members) {
      failed();
    }
  }

  /** None while nothing answers. */
  private static long well(Connection server) {
    try {
      ClusterView view = ClusterCommand.view(server);
      return view.getMembersList().stream()
          .filter(member -> member.getReachable() && member.getStatus().equals("up"))
          .count();
    } catch (StatusRuntimeException notYet) {
      return 0;
    }
  }

  private static boolean hasSlept() {
    try {
      Thread.sleep(POLL);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
