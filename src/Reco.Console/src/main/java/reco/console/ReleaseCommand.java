package reco.console;

import java.time.Duration;
import picocli.CommandLine.Mixin;
import reco.admin.v1.ChangeReleaseRequest;
import reco.admin.v1.ModelCheck;
import reco.admin.v1.ModelsGrpc.ModelsBlockingStub;
import reco.admin.v1.ReleaseReport;

/**
 * A command that changes what serves: asks first, and keeps the reason in the audit. With {@code
 * --dry-run} everything is checked and nothing is changed.
 */
abstract class ReleaseCommand extends ConsoleCommand {
  static final Duration LONG_CALL = Duration.ofMinutes(5);

  @Mixin private ChangeOptions options = new ChangeOptions();

  /** The change, without its reason. */
  abstract ChangeReleaseRequest.Builder change();

  /** What is asked before it is done. */
  abstract String question();

  @Override
  final void ask(Connection server) {
    if (!options.isWanted(question(), err())) {
      failed();
      return;
    }
    ReleaseReport report =
        server
            .stub(ModelsBlockingStub.class, LONG_CALL)
            .changeRelease(
                change().setReason(options.reason()).setValidateOnly(options.isDryRun()).build());
    print(report, ReleaseCommand::text);
  }

  private static String text(ReleaseReport report) {
    var text = new StringBuilder();
    if (report.getChecksCount() > 0) {
      text.append(checks(report.getChecksList())).append('\n');
    }
    if (report.getValidateOnly()) {
      return text.append("would %s; nothing was changed%n".formatted(report.getChange()))
          .toString();
    }
    text.append("%s: done in %d ms%n".formatted(report.getChange(), report.getTookMillis()));
    text.append("%s@v%d serves".formatted(report.getModel(), report.getServing()));
    if (report.getPrevious() > 0) {
      text.append(", v%d is kept to go back to".formatted(report.getPrevious()));
    }
    if (!report.getTrial().isEmpty()) {
      text.append(", ").append(report.getTrial());
    }
    if (report.getHeld()) {
      text.append(", newer versions wait for a promotion");
    }
    return text.append(System.lineSeparator()).toString();
  }

  static String checks(Iterable<ModelCheck> checks) {
    Table table = new Table("CHECK", "PASSED", "DETAIL");
    var reasons = new StringBuilder();
    for (ModelCheck check : checks) {
      table.row(check.getName(), check.getPassed() ? "yes" : "NO", check.getDetail());
      if (!check.getPassed()) {
        reasons.append("%s: %s%n".formatted(check.getName(), check.getDetail()));
      }
    }
    return reasons.isEmpty() ? table.text() : table.text() + "\n" + reasons;
  }
}
