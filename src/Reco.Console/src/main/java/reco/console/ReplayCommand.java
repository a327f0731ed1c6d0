package reco.console;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reco.admin.v1.AdminGrpc.AdminBlockingStub;
import reco.admin.v1.ReplayDecisionRequest;
import reco.admin.v1.ReplayReport;
import reco.admin.v1.ReplayRow;

/** Decides a past request again. */
@Command(
    name = "replay",
    description = "Makes a past slate again from what was recorded, and compares it bit for bit.")
public final class ReplayCommand extends ConsoleCommand {
  @Parameters(paramLabel = "REQUEST_ID", description = "that a slate was answered with")
  private String requestId = "";

  @Override
  void ask(Connection server) {
    ReplayReport report =
        server
            .stub(AdminBlockingStub.class)
            .replayDecision(ReplayDecisionRequest.newBuilder().setRequestId(requestId).build());
    print(report, ReplayCommand::text);
  }

  private static String text(ReplayReport report) {
    Table table = new Table("#", "RECORDED", "REPLAYED", "SCORE THEN", "SCORE NOW", "SAME");
    for (ReplayRow row : report.getRowsList()) {
      table.row(
          row.getPosition() + 1,
          row.getRecordedItemId(),
          row.getReplayedItemId(),
          row.getRecordedScore(),
          row.getReplayedScore(),
          isSame(row) ? "yes" : "NO");
    }
    return "%s%n%s: %d candidates, %d removed by filters, largest difference of a score %s%npromised: %s%n"
        .formatted(
            table.text(),
            report.getIdentical() ? "identical" : "DIFFERENT",
            report.getCandidates(),
            report.getRemoved(),
            report.getLargestScoreDifference(),
            report.getPromise());
  }

  private static boolean isSame(ReplayRow row) {
    return row.getRecordedItemId().equals(row.getReplayedItemId())
        && Double.compare(row.getRecordedScore(), row.getReplayedScore()) == 0;
  }
}
