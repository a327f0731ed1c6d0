package reco.console;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reco.admin.v1.GetTrialRequest;
import reco.admin.v1.ModelsGrpc.ModelsBlockingStub;
import reco.admin.v1.ShadowDifference;
import reco.admin.v1.TrialReport;
import reco.admin.v1.VersionHealth;

/** Shows how a trial does. */
@Command(name = "trial", description = "How the version in canary or shadow does.")
final class ModelTrialCommand extends ConsoleCommand {
  @Parameters(paramLabel = "MODEL", arity = "0..1", description = "ranker, if none is given")
  private String model = "ranker";

  @Override
  void ask(Connection server) {
    print(
        server
            .stub(ModelsBlockingStub.class)
            .getTrial(GetTrialRequest.newBuilder().setModel(model).build()),
        ModelTrialCommand::text);
  }

  private static String text(TrialReport report) {
    String head =
        "%s of %s@v%d beside v%d, since %s%n%n"
            .formatted(
                report.getTrial(),
                report.getModel(),
                report.getVersion(),
                report.getServing(),
                report.getSince());
    return head + (report.hasDifference() ? shadow(report) : canary(report));
  }

  private static String canary(TrialReport report) {
    Table table = new Table("VERSION", "ASKED", "MISSED", "P50 MS", "P99 MS");
    row(table, report.getServing(), report.getServingHealth());
    row(table, report.getVersion(), report.getCanaryHealth());
    return table.text() + "drift of the scores (PSI) %s%n".formatted(number(report.getDrift()));
  }

  private static void row(Table table, int version, VersionHealth health) {
    table.row(
        "v" + version,
        health.getAsked(),
        health.getMissed(),
        number(health.getP50Millis()),
        number(health.getP99Millis()));
  }

  private static String shadow(TrialReport report) {
    ShadowDifference found = report.getDifference();
    return new Table("WHAT", "IS")
        .row("requests compared", found.getCompared())
        .row("dropped, the queue being full", found.getDropped())
        .row("failed", found.getFailed())
        .row("rank correlation (Spearman)", number(found.getRankCorrelation()))
        .row("lowest of a request", number(found.getLeastRankCorrelation()))
        .row("overlap of the first 20", number(found.getOverlapAt20()))
        .row("largest difference of a score", number(found.getLargestDifference()))
        .row("mean difference", number(found.getMeanDifference()))
        .row("serving version, ms a request", number(found.getServingMillis()))
        .row("shadow, ms a pass", number(found.getCandidateMillis()))
        .text();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
