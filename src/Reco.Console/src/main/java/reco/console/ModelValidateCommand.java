package reco.console;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reco.admin.v1.ModelsGrpc.ModelsBlockingStub;
import reco.admin.v1.ValidateModelRequest;
import reco.admin.v1.ValidationReport;

/** Looks at a version. */
@Command(
    name = "validate",
    description = "Whether a version would pass the gate; changes nothing. Exits with 1 if not.")
final class ModelValidateCommand extends ConsoleCommand {
  @Parameters(
      paramLabel = "VERSION",
      description = "such as ranker@v3",
      converter = VersionName.Converter.class)
  private VersionName version = VersionName.NONE;

  @Override
  void ask(Connection server) {
    ValidationReport report =
        server
            .stub(ModelsBlockingStub.class, ReleaseCommand.LONG_CALL)
            .validateModel(
                ValidateModelRequest.newBuilder()
                    .setModel(version.model())
                    .setVersion(version.version())
                    .build());
    print(report, ModelValidateCommand::text);
    if (!report.getPassed()) {
      failed();
    }
  }

  private static String text(ValidationReport report) {
    String against =
        report.getAgainst() == 0 ? "" : ", compared with v%d".formatted(report.getAgainst());
    return "%s%n%s@v%d %s%s%n"
        .formatted(
            ReleaseCommand.checks(report.getChecksList()),
            report.getModel(),
            report.getVersion(),
            report.getPassed() ? "passes" : "is REFUSED",
            against);
  }
}
