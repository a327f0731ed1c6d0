package reco.model.pipeline;

import java.time.Duration;
import java.util.List;
import reco.model.id.Hashes;

/**
 * The funnel of one surface as a value: members stand in serving order. The constructor refuses
 * budgets that cannot meet the deadline and names every problem that it finds.
 *
 * @param name of the surface that it serves
 * @param deadline from the request's arrival to the slate
 * @param userBudget for the user's state, which the sources wait for
 * @param sources asked side by side
 * @param filters in order; the hard ones hold even where they are not listed
 */
public record Pipeline(
    String name,
    Duration deadline,
    Duration userBudget,
    List<Source> sources,
    List<Filter> filters,
    Ranker ranker,
    List<Reranker> rerankers,
    Exploration exploration) {

  /** What the deadline must leave for everything that has no budget of its own. */
  public static final Duration MARGIN = Duration.ofMillis(10);

  /** Most candidates that a source or a ranker may be given. */
  public static final int MAX_CANDIDATES = 5_000;

  /**
   * Checks the declaration.
   *
   * @throws InvalidPipelineException naming all problems
   */
  public Pipeline {
    sources = List.copyOf(sources);
    filters = List.copyOf(filters);
    rerankers = List.copyOf(rerankers);
    var problems = new PipelineProblems(name);
    problems.checkSources(sources);
    problems.checkFilters(filters);
    problems.checkRanker(ranker);
    problems.checkRerankers(rerankers);
    problems.checkExploration(exploration);
    problems.checkBudgets(deadline, userBudget, sources, ranker);
    problems.throwIfAny();
  }

  /** A member of the funnel. */
  public sealed interface Stage {
    String name();
  }

  /** Proposes up to {@code quota} candidates within a budget, else is served without. */
  public record Source(String name, int quota, Duration budget) implements Stage {}

  /** Removes candidates: visible, available, licensed, age, unseen, not-disliked. */
  public record Filter(String name) implements Stage {}

  /** Scores the candidates within a budget; at most {@code candidates} of them. */
  public record Ranker(String name, int candidates, Duration budget) implements Stage {
    /** Whether a model is asked; else the retrieval score ranks. */
    public boolean isModel() {
      return !name.equals(Stages.NONE);
    }
  }

  /** Reorders: mmr, category-cap. */
  public record Reranker(String name) implements Stage {}

  /** Gives a share of the positions to items that the ranking would not have placed there. */
  public record Exploration(String name) implements Stage {
    public boolean isOn() {
      return !name.equals(Stages.NONE);
    }
  }

  /** The same funnel over fewer candidates. */
  public Pipeline narrowed(Quality quality) {
    return quality == Quality.FULL
        ? this
        : new Pipeline(
            name,
            deadline,
            userBudget,
            sources.stream()
                .map(source ->
                    new Source(source.name(), quality.of(source.quota()), source.budget()))
                .toList(),
            filters,
            new Ranker(ranker.name(), quality.of(ranker.candidates()), ranker.budget()),
            rerankers,
            exploration);
  }

  /** What the stages may take once the user's state is there. */
  public Duration budgetAfterUser() {
    return sources.stream()
        .map(Source::budget)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO)
        .plus(ranker.budget())
        .plus(MARGIN);
  }

  /** The same with other sources. */
  public Pipeline with(List<Source> others) {
    return new Pipeline(
        name, deadline, userBudget, others, filters, ranker, rerankers, exploration);
  }

  /** The same without a model: the sources' scores rank. */
  public Pipeline withoutModel() {
    var none = new Ranker(Stages.NONE, ranker.candidates(), Duration.ZERO);
    return new Pipeline(name, deadline, userBudget, sources, filters, none, rerankers, exploration);
  }

  public boolean hasReranker(String rerankerName) {
    return rerankers.contains(new Reranker(rerankerName));
  }

  /** The declaration in the language that {@link Pipelines#load} reads; the same for equal ones. */
  public String describe() {
    return PipelineText.of(this);
  }

  /** {@code NAME@HASH}, which changes with the declaration. */
  public String version() {
    return "%s@%016x".formatted(name, Hashes.hash(describe()));
  }
}
