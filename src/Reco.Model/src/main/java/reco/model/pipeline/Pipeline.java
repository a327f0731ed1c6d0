package reco.model.pipeline;

import java.time.Duration;
import java.util.List;

/**
 * The funnel of one surface as a value: members stand in serving order. The constructor refuses
 * budgets that cannot meet the deadline and names every problem that it finds.
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

  /** Proposes up to {@code quota} candidates within a budget, else is served without. */
  public record Source(String name, int quota, Duration budget) {}

  /** Removes candidates: licensed, age, visible, available, unseen, not-disliked. */
  public record Filter(String name) {}

  /** Scores the candidates within a budget; at most {@code candidates} of them. */
  public record Ranker(String name, int candidates, Duration budget) {}

  /** Reorders: mmr, category-cap. */
  public record Reranker(String name) {}

  /** Gives a share of the positions to items that the ranking would not have placed there. */
  public record Exploration(String name) {}
}
