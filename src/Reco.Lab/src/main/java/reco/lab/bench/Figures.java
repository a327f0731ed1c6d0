package reco.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import reco.lab.load.LoadResult;

/** The figures of a measurement in their order, and remarks on them. */
final class Figures {
  private static final double LATE_GENERATOR_MILLIS = 2;

  private final String measurement;
  private final String title;
  private final SequencedMap<String, Number> fields = new LinkedHashMap<>();
  private final List<String> remarks = new ArrayList<>();

  /**
   * @param measurement the command's name, and that of its budgets
   */
  Figures(String measurement, String title) {
    this.measurement = measurement;
    this.title = title;
  }

  /** Adds a whole number. */
  Figures with(String name, long value) {
    fields.put(name, value);
    return this;
  }

  /** Adds a number, rounded to three decimals. */
  Figures with(String name, double value) {
    fields.put(name, Math.round(value * 1_000) / 1_000.0);
    return this;
  }

  /** Adds a line below the table, which JSON leaves out. */
  Figures remark(String text) {
    remarks.add(text);
    return this;
  }

  /** Says what went wrong under a load, and where the generator itself was late. */
  Figures remarkOn(LoadResult load) {
    if (load.errors() > 0) {
      remark("first error: " + load.firstError());
    }
    double lagMillis = load.generatorLag().p99Millis();
    if (lagMillis > LATE_GENERATOR_MILLIS) {
      remark(
          "the generator was late (p99 %.1f ms): it needs a core or a priority of its own"
              .formatted(lagMillis));
    }
    return this;
  }

  Map<String, Number> fields() {
    return fields;
  }

  /** Each figure with what it is held to. */
  String table(Budgets budgets) {
    int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0);
    var table = new StringBuilder("%s: %s%n".formatted(measurement, title));
    fields.forEach((name, value) ->
        table
            .append("  ")
            .append(name)
            .repeat(' ', width - name.length())
            .append("  ")
            .append(shown(value))
            .append(beside(budgets.verdict(measurement, name, value.doubleValue())))
            .append('\n'));
    remarks.forEach(remark -> table.append("  ").append(remark).append('\n'));
    return table.toString();
  }

  private static String beside(String verdict) {
    return verdict.isEmpty() ? "" : "  " + verdict;
  }

  private static String shown(Number value) {
    return value instanceof Long
        ? String.format(Locale.ROOT, "%,14d", value.longValue())
        : String.format(Locale.ROOT, "%,14.3f", value.doubleValue());
  }
}
