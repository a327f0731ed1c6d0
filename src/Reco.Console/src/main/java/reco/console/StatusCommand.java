package reco.console;

import java.time.Duration;
import picocli.CommandLine.Command;
import reco.admin.v1.AdminGrpc.AdminBlockingStub;
import reco.admin.v1.GetStatusRequest;
import reco.admin.v1.Status;

/** Shows how the node is. */
@Command(name = "status", description = "How the node is, and what it serves with.")
public final class StatusCommand extends ConsoleCommand {
  private static final long BYTES_A_MEBIBYTE = 1 << 20;

  @Override
  void ask(Connection server) {
    print(
        server.stub(AdminBlockingStub.class).getStatus(GetStatusRequest.getDefaultInstance()),
        StatusCommand::text);
  }

  private static String text(Status status) {
    Table table =
        new Table("WHAT", "IS")
            .row("node", status.getNode())
            .row("build", status.getBuild())
            .row("ready", status.getReady() ? "yes" : "no")
            .row("up for", Duration.ofSeconds(status.getUptimeSec()).toString().substring(2))
            .row("items", status.getItems())
            .row("active users", status.getActiveUsers())
            .row("interactions applied", status.getInteractionsApplied())
            .row("behind the log by", status.hasLag() ? status.getLag() : "?")
            .row("dead letters", status.getDeadLetters())
            .row("requests", status.getRequests())
            .row("ranker", status.getRanker())
            .row("retrieval", status.getRetrieval())
            .row("heap used, MiB", status.getHeapUsedBytes() / BYTES_A_MEBIBYTE);
    status.getNoticesList().forEach(notice -> table.row("notice", notice));
    return table.text();
  }
}
