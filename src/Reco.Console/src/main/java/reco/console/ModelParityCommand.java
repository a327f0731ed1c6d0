package reco.console;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reco.admin.v1.FeatureDifference;
import reco.admin.v1.GetParityRequest;
import reco.admin.v1.ModelsGrpc.ModelsBlockingStub;
import reco.admin.v1.ParityReport;

/** Shows what the parity job found. */
@Command(
    name = "parity",
    description =
        "Whether live features and scores are what replay and trainer make of the same log;"
            + " './reco parity' finds out. Exits with 1 where they are not.")
final class ModelParityCommand extends ConsoleCommand {
  private static final int SHOWN = 15;

  @Parameters(
      paramLabel = "VERSION",
      arity = "0..1",
      description = "such as ranker@v3; the serving one, if none is given",
      converter = VersionName.Converter.class)
  private @Nullable VersionName version;

  @Override
  void ask(Connection server) {
    VersionName asked = version == null ? new VersionName("ranker", 0) : version;
    ParityReport report =
        server
            .stub(ModelsBlockingStub.class)
            .getParity(
                GetParityRequest.newBuilder()
                    .setModel(asked.model())
                    .setVersion(asked.version())
                    .build());
    print(report, ModelParityCommand::text);
    if (report.getBreach()) {
      failed();
    }
  }

  private static String text(ParityReport report) {
    Table table = new Table("FEATURE", "LARGEST DIFFERENCE", "IN REQUEST");
    report.getFeaturesList().stream().limit(SHOWN).forEach(feature -> row(table, feature));
    return "%s@v%d at %s: %d traces, %d rows%n%s%n%nscores differ by at most %s, features by at most %s%n%s%s%n"
        .formatted(
            report.getModel(),
            report.getVersion(),
            report.getTime(),
            report.getTraces(),
            report.getRows(),
            report.getBreach() ? "BREACH: " + report.getReason() : "within the limits",
            report.getLargestScoreDifference(),
            report.getLargestFeatureDifference(),
            report.getFeaturesCount() == 0 ? "" : "\n" + table.text(),
            report.getFeaturesCount() > SHOWN
                ? "and %d more; --json has them".formatted(report.getFeaturesCount() - SHOWN)
                : "");
  }

  private static void row(Table table, FeatureDifference feature) {
    table.row(feature.getFeature(), feature.getLargest(), feature.getRequestId());
  }
}
