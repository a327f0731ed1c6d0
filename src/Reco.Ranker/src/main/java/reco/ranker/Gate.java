package reco.ranker;

import com.google.gson.JsonObject;
import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a version's manifest and parity report must say before it may serve: hold-out metrics that
 * are not worse than the serving version's by more than is allowed.
 *
 * @param rules by model
 */
public record Gate(Map<String, List<Rule>> rules) {
  /** The parity job's report beside a version. */
  public static final String PARITY = "parity.json";

  public Gate {
    rules = Map.copyOf(rules);
  }

  /**
   * A metric of the manifest.
   *
   * @param metric its path, such as {@code heads.click.auc}
   * @param better whether higher or lower is better
   * @param mayLose by how much it may be worse than the serving version's
   */
  public record Rule(String metric, Better better, double mayLose) {
    double loss(double serving, double candidate) {
      return better == Better.HIGHER ? serving - candidate : candidate - serving;
    }
  }

  /** Which way a metric points. */
  public enum Better {
    HIGHER,
    LOWER
  }

  /**
   * One thing that was looked at.
   *
   * @param detail what was found, and what was expected where it did not pass
   */
  public record Check(String name, boolean passed, String detail) {}

  /**
   * Reads {@code reco.release.gate}: per model the metrics, each with {@code better} and {@code
   * may-lose}.
   */
  public static Gate of(Config config) {
    Map<String, List<Rule>> rules = new TreeMap<>();
    for (String model : config.root().keySet()) {
      rules.put(
          model,
          config.getConfigList(model).stream()
              .map(rule ->
                  new Rule(
                      rule.getString("metric"),
                      rule.getEnum(Better.class, "better"),
                      rule.getDouble("may-lose")))
              .toList());
    }
    return new Gate(rules);
  }

  /**
   * Compares a version with the serving one.
   *
   * @param parity the report that is kept beside the candidate
   */
  public List<Check> compare(
      Manifest candidate, Optional<Manifest> serving, Optional<JsonObject> parity) {
    List<Check> checks = new ArrayList<>();
    for (Rule rule : rules.getOrDefault(candidate.name(), List.of())) {
      checks.add(
          serving
              .filter(other -> other.numbers().containsKey(rule.metric()))
              .map(other -> compared(rule, candidate, other))
              .orElseGet(() -> alone(rule, candidate)));
    }
    parity.ifPresent(report -> checks.add(parity(report)));
    return checks;
  }

  private static Check compared(Rule rule, Manifest candidate, Manifest serving) {
    double before = serving.numbers().getOrDefault(rule.metric(), Double.NaN);
    Double now = candidate.numbers().get(rule.metric());
    if (now == null) {
      return new Check(
          rule.metric(), false, "got none, expected one, as %s has".formatted(serving.label()));
    }
    boolean passed = rule.loss(before, now) <= rule.mayLose();
    String detail =
        passed
            ? "%.4f, %s has %.4f".formatted(now, serving.label(), before)
            : "got %.4f, expected at %s %.4f: %s has %.4f and %s may be lost"
                .formatted(
                    now,
                    rule.better() == Better.HIGHER ? "least" : "most",
                    rule.better() == Better.HIGHER
                        ? before - rule.mayLose()
                        : before + rule.mayLose(),
                    serving.label(),
                    before,
                    rule.mayLose());
    return new Check(rule.metric(), passed, detail);
  }

  private static Check alone(Rule rule, Manifest candidate) {
    Double now = candidate.numbers().get(rule.metric());
    return new Check(
        rule.metric(),
        true,
        now == null ? "not measured" : "%.4f, nothing to compare with".formatted(now));
  }

  private static Check parity(JsonObject report) {
    boolean breach = report.has("breach") && report.get("breach").getAsBoolean();
    String reason = report.has("reason") ? report.get("reason").getAsString() : "";
    return new Check("parity", !breach, breach ? reason : "within its limits");
  }

  /** The first failed check as a reason; empty where all passed. */
  public static Optional<String> refusal(List<Check> checks) {
    String failed =
        checks.stream()
            .filter(check -> !check.passed())
            .map(check -> check.name() + ": " + check.detail())
            .collect(Collectors.joining("; "));
    return failed.isEmpty() ? Optional.empty() : Optional.of(failed);
  }
}
