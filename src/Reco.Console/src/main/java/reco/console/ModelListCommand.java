package reco.console;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import reco.admin.v1.ListModelsRequest;
import reco.admin.v1.ListModelsResponse;
import reco.admin.v1.ModelVersion;
import reco.admin.v1.ModelsGrpc.ModelsBlockingStub;
import reco.admin.v1.ReleaseEntry;

/** Lists all versions and the newest decisions. */
@Command(name = "list", description = "All versions with their metrics, and the last decisions.")
final class ModelListCommand extends ConsoleCommand {
  private static final int SHOWN_VERSIONS = 12;

  @Override
  void ask(Connection server) {
    print(
        server.stub(ModelsBlockingStub.class).listModels(ListModelsRequest.getDefaultInstance()),
        ModelListCommand::text);
  }

  private static String text(ListModelsResponse response) {
    if (response.getVersionsCount() == 0) {
      return "no versions yet; ./reco train makes one\n";
    }
    Table table = new Table("VERSION", "STATE", "MADE", "METRICS", "TRAINED BESIDE");
    var problems = new StringBuilder();
    Map<String, java.util.List<ModelVersion>> byModel =
        response.getVersionsList().stream()
            .collect(
                Collectors.groupingBy(
                    ModelVersion::getModel, java.util.LinkedHashMap::new, Collectors.toList()));
    byModel.forEach((model, versions) -> {
      versions.stream().limit(SHOWN_VERSIONS).forEach(version -> row(table, version));
      versions.stream()
          .filter(version -> !version.getProblem().isEmpty())
          .limit(SHOWN_VERSIONS)
          .forEach(version ->
              problems.append(
                  "%s@v%d: %s%n".formatted(model, version.getVersion(), version.getProblem())));
      if (versions.getFirst().getHeld()) {
        problems.append(
            "%s was rolled back: newer versions wait for ./reco model promote%n".formatted(model));
      }
    });
    return table.text() + (problems.isEmpty() ? "" : "\n" + problems) + decisions(response);
  }

  private static void row(Table table, ModelVersion version) {
    table.row(
        "%s@v%d".formatted(version.getModel(), version.getVersion()),
        version.getState(),
        version.getCreatedAt(),
        metrics(version.getMetricsMap()),
        version.getParent());
  }

  /** The few that tell most; {@code --json} has all. */
  private static String metrics(Map<String, Double> metrics) {
    return metrics.entrySet().stream()
        .filter(metric -> metric.getKey().matches("heads\\..*\\.auc|hr_at_10|ndcg_at_10"))
        .sorted(Map.Entry.comparingByKey())
        .map(metric ->
            "%s %s"
                .formatted(
                    metric.getKey().replaceFirst("heads\\.", "").replace("_at_", "@"),
                    number(metric.getValue())))
        .collect(Collectors.joining(", "));
  }

  private static String decisions(ListModelsResponse response) {
    if (response.getDecisionsCount() == 0) {
      return "";
    }
    Table table = new Table("WHEN", "MODEL", "DECISION", "BY", "REASON", "COUNTS");
    for (ReleaseEntry entry : response.getDecisionsList()) {
      table.row(
          entry.getTime(),
          entry.getModel(),
          entry.getChange(),
          entry.getBy(),
          entry.getReason(),
          entry.getRefusal().isEmpty() ? "yes" : "no: " + entry.getRefusal());
    }
    return "\n" + table.text();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
