package reco.console;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reco.admin.v1.ListAuditRequest;
import reco.admin.v1.ListAuditResponse;
import reco.admin.v1.NodesGrpc.NodesBlockingStub;

/** Shows what operators have had done to nodes. */
@Command(name = "audit", description = "What operators did to nodes, the newest first.")
public final class AuditCommand extends ConsoleCommand {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "at most 100 (default: ${DEFAULT-VALUE})")
  private int limit;

  @Override
  void ask(Connection server) {
    print(
        server
            .stub(NodesBlockingStub.class)
            .listAudit(ListAuditRequest.newBuilder().setLimit(limit).build()),
        AuditCommand::text);
  }

  private static String text(ListAuditResponse response) {
    Table table = new Table("WHEN", "BY", "WHAT", "NODES", "REASON");
    response
        .getRecordsList()
        .forEach(record ->
            table.row(
                record.getTime(),
                record.getBy(),
                record.getChange(),
                record.getNodesCount() == 0 ? "all" : String.join(" ", record.getNodesList()),
                record.getReason()));
    return table.text();
  }
}
