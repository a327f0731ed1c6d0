package reco.model.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import reco.model.pipeline.Pipeline.Exploration;
import reco.model.pipeline.Pipeline.Filter;
import reco.model.pipeline.Pipeline.Ranker;
import reco.model.pipeline.Pipeline.Reranker;
import reco.model.pipeline.Pipeline.Source;
import reco.model.pipeline.Pipeline.Stage;

/** Collects what is wrong with one pipeline. */
final class PipelineProblems {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private final String pipeline;
  private final List<String> problems = new ArrayList<>();

  PipelineProblems(String pipeline) {
    this.pipeline = pipeline;
    if (!NAME.matcher(pipeline).matches()) {
      add("name", pipeline, "1 to 63 of a-z, 0-9 and '-', a letter first");
    }
  }

  void checkSources(List<Source> sources) {
    if (sources.isEmpty()) {
      add("sources", "none", "at least one");
    }
    checkNames("sources", sources, Stages.SOURCES);
    for (var source : sources) {
      checkCandidates("sources." + source.name() + ".quota", source.quota());
      checkPositive("sources." + source.name() + ".budget", source.budget());
    }
  }

  void checkFilters(List<Filter> filters) {
    checkNames("filters", filters, Stages.FILTERS);
  }

  void checkRanker(Ranker ranker) {
    checkNames("ranker", List.of(ranker), Stages.RANKERS);
    checkCandidates("ranker.candidates", ranker.candidates());
    if (ranker.isModel()) {
      checkPositive("ranker.budget", ranker.budget());
    } else if (ranker.budget().isNegative()) {
      add("ranker.budget", PipelineText.of(ranker.budget()), "0 ms or more");
    }
  }

  void checkRerankers(List<Reranker> rerankers) {
    checkNames("rerankers", rerankers, Stages.RERANKERS);
    int cap = rerankers.indexOf(new Reranker(Stages.CATEGORY_CAP));
    if (cap >= 0 && cap != rerankers.size() - 1) {
      add(
          "rerankers." + Stages.CATEGORY_CAP,
          "place " + (cap + 1) + " of " + rerankers.size(),
          "the last place, for a later re-ranker could break the cap");
    }
  }

  void checkExploration(Exploration exploration) {
    checkNames("exploration", List.of(exploration), Stages.EXPLORATIONS);
  }

  void checkBudgets(Duration deadline, Duration user, List<Source> sources, Ranker ranker) {
    checkPositive("user-budget", user);
    var slowest =
        sources.stream().map(Source::budget).max(Duration::compareTo).orElse(Duration.ZERO);
    var needed = user.plus(slowest).plus(ranker.budget()).plus(Pipeline.MARGIN);
    if (needed.compareTo(deadline) > 0) {
      add(
          "deadline",
          PipelineText.of(deadline),
          "at least %s: user %s, slowest source %s, ranker %s, margin %s"
              .formatted(
                  PipelineText.of(needed),
                  PipelineText.of(user),
                  PipelineText.of(slowest),
                  PipelineText.of(ranker.budget()),
                  PipelineText.of(Pipeline.MARGIN)));
    }
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new InvalidPipelineException(problems);
    }
  }

  private void checkNames(String path, List<? extends Stage> stages, List<String> known) {
    var seen = new HashSet<String>();
    for (var stage : stages) {
      if (!known.contains(stage.name())) {
        add(path, stage.name(), "one of " + known);
      } else if (!seen.add(stage.name())) {
        add(path, stage.name() + " twice", "each name once");
      }
    }
  }

  private void checkCandidates(String path, int count) {
    if (count < 1 || count > Pipeline.MAX_CANDIDATES) {
      add(path, String.valueOf(count), "1 to " + Pipeline.MAX_CANDIDATES);
    }
  }

  private void checkPositive(String path, Duration budget) {
    if (!budget.isPositive()) {
      add(path, PipelineText.of(budget), "more than 0 ms");
    }
  }

  private void add(String path, String got, String expected) {
    problems.add("%s.%s: got %s, expected %s".formatted(pipeline, path, got, expected));
  }
}
