package reco.model.pipeline;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import reco.model.pipeline.Pipeline.Source;
import reco.model.pipeline.Pipeline.Stage;

/** Writes declarations as HOCON, always the same way. */
final class PipelineText {
  private PipelineText() {}

  static String of(Pipeline pipeline) {
    return """
    %s {
      deadline = %s
      user-budget = %s
      sources = [
    %s  ]
      filters = %s
      ranker = { name = %s, candidates = %d, budget = %s }
      rerankers = %s
      exploration = %s
    }
    """
        .formatted(
            pipeline.name(),
            of(pipeline.deadline()),
            of(pipeline.userBudget()),
            pipeline.sources().stream().map(PipelineText::of).collect(joining()),
            names(pipeline.filters()),
            pipeline.ranker().name(),
            pipeline.ranker().candidates(),
            of(pipeline.ranker().budget()),
            names(pipeline.rerankers()),
            pipeline.exploration().name());
  }

  /** In the largest unit that says it exactly. */
  static String of(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos % 1_000_000 == 0) {
      return nanos / 1_000_000 + " ms";
    }
    return nanos % 1_000 == 0 ? nanos / 1_000 + " us" : nanos + " ns";
  }

  private static String of(Source source) {
    return "    { name = %s, quota = %d, budget = %s }\n"
        .formatted(source.name(), source.quota(), of(source.budget()));
  }

  private static String names(List<? extends Stage> stages) {
    return stages.stream().map(Stage::name).collect(joining(", ", "[", "]"));
  }
}
