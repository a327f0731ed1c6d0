package reco.lab.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an evaluation found, for a reader and for a program. */
public final class Report {
  private static final int DECIMALS = 10_000;

  private final Experiment experiment;
  private final List<Long> seeds;
  private final Map<String, Evaluation.Measured> methods;
  private final Map<String, String> skipped;

  Report(
      Experiment experiment,
      List<Long> seeds,
      Map<String, Evaluation.Measured> methods,
      Map<String, String> skipped) {
    this.experiment = experiment;
    this.seeds = seeds;
    this.methods = methods;
    this.skipped = skipped;
  }

  /** As JSON has it; figures with four decimals. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("data", experiment.name());
    fields.put("protocol", experiment.protocol());
    fields.put("notes", experiment.notes());
    fields.put("items", experiment.past().items().size());
    fields.put("users", experiment.past().users().size());
    fields.put("interactions", experiment.past().size());
    fields.put("seeds", seeds);
    Map<String, Object> figures = new LinkedHashMap<>();
    methods.forEach((name, measured) -> figures.put(name, fields(measured)));
    fields.put("methods", figures);
    if (!skipped.isEmpty()) {
      fields.put("skipped", skipped);
    }
    return fields;
  }

  private Map<String, Object> fields(Evaluation.Measured measured) {
    RankingQuality quality = measured.quality();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("users", quality.users());
    put(fields, hitRate(), quality.hits());
    put(fields, ndcg(), quality.ndcg());
    put(fields, "mrr", quality.reciprocalRank());
    fields.put(at("coverage"), rounded(quality.slates().coverage()));
    fields.put(at("novelty"), rounded(quality.slates().novelty()));
    fields.put(at("diversity"), rounded(quality.slates().diversity()));
    List<Object> strata = new ArrayList<>();
    for (RankingQuality.Stratum each : quality.strata()) {
      Map<String, Object> stratum = new LinkedHashMap<>();
      stratum.put("history", each.from() + "-" + each.to());
      stratum.put("users", each.users());
      stratum.put(hitRate(), rounded(each.hits()));
      stratum.put(ndcg(), rounded(each.ndcg()));
      strata.add(stratum);
    }
    fields.put("strata", strata);
    if (!measured.stale().isEmpty()) {
      Map<String, Object> stale = new LinkedHashMap<>();
      measured
          .stale()
          .forEach((each, outcomes) ->
              stale.put(
                  each.text(),
                  Map.of(
                      hitRate(), rounded(outcomes.hitRate()),
                      ndcg(), rounded(outcomes.meanNdcg()))));
      fields.put("stale", stale);
    }
    if (measured.ndcgBySeed().size() > 1) {
      fields.put(ndcg() + "_by_seed", measured.ndcgBySeed().stream().map(Report::rounded).toList());
    }
    if (!measured.settings().isEmpty()) {
      fields.put("settings", measured.settings());
    }
    fields.put("seconds", Math.round(measured.seconds() * 10) / 10.0);
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, RankingQuality.Mean mean) {
    fields.put(name, rounded(mean.value()));
    fields.put(
        name + "_ci95", List.of(rounded(mean.interval().low()), rounded(mean.interval().high())));
  }

  private static double rounded(double value) {
    return Math.round(value * DECIMALS) / (double) DECIMALS;
  }

  private String hitRate() {
    return at(experiment.hitRate());
  }

  private String ndcg() {
    return at("ndcg");
  }

  private String at(String name) {
    return name + "@" + experiment.cutoff();
  }

  /** As a table. */
  public String table() {
    var text = new StringBuilder();
    line(
        text,
        "%s: %,d users, %,d items, %,d interactions to learn from",
        experiment.name(),
        experiment.past().users().size(),
        experiment.past().items().size(),
        experiment.past().size());
    line(text, "  %s", experiment.protocol());
    experiment.notes().forEach(note -> line(text, "  %s", note));
    line(text, "");
    line(
        text,
        "  %-12s %-24s %-24s %6s %9s %8s %10s %7s",
        "",
        hitRate() + " [95 %]",
        ndcg() + " [95 %]",
        "mrr",
        at("coverage"),
        "novelty",
        "diversity",
        "s");
    methods.forEach((name, measured) -> row(text, name, measured));
    skipped.forEach((name, why) -> line(text, "  %-12s left out: %s", name, why));
    strata(text);
    stale(text);
    settings(text);
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Evaluation.Measured measured) {
    RankingQuality quality = measured.quality();
    line(
        text,
        "  %-12s %-24s %-24s %6.4f %9.4f %8.2f %10.4f %7.0f",
        name,
        mean(quality.hits()),
        mean(quality.ndcg()),
        quality.reciprocalRank().value(),
        quality.slates().coverage(),
        quality.slates().novelty(),
        quality.slates().diversity(),
        measured.seconds());
  }

  private static String mean(RankingQuality.Mean mean) {
    return String.format(
        Locale.ROOT,
        "%.4f [%.4f, %.4f]",
        mean.value(),
        mean.interval().low(),
        mean.interval().high());
  }

  private void strata(StringBuilder text) {
    line(text, "%n  by length of history: %s, %s", hitRate(), ndcg());
    methods.forEach((name, measured) -> {
      var row = new StringBuilder(String.format(Locale.ROOT, "  %-12s", name));
      for (RankingQuality.Stratum each : measured.quality().strata()) {
        row.append(
            String.format(
                Locale.ROOT,
                "  %d-%d: %.3f %.3f",
                each.from(),
                each.to(),
                each.hits(),
                each.ndcg()));
      }
      line(text, "%s", row);
    });
  }

  private void stale(StringBuilder text) {
    methods.forEach((name, measured) ->
        measured
            .stale()
            .forEach((each, outcomes) ->
                line(
                    text,
                    "%n  %s, stale by %s: %s %.4f (%+.1f %%), %s %.4f (%+.1f %%)",
                    name,
                    each.text(),
                    hitRate(),
                    outcomes.hitRate(),
                    change(outcomes.hitRate(), measured.quality().hits().value()),
                    ndcg(),
                    outcomes.meanNdcg(),
                    change(outcomes.meanNdcg(), measured.quality().ndcg().value()))));
  }

  private static double change(double now, double before) {
    return before == 0 ? 0 : 100 * (now - before) / before;
  }

  private void settings(StringBuilder text) {
    line(text, "%n  chosen on validation");
    methods.forEach((name, measured) -> {
      if (!measured.settings().isEmpty()) {
        line(text, "  %-12s %s", name, measured.settings());
      }
    });
  }

  @SuppressWarnings("AnnotateFormatMethod") // no dependency for one method
  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
