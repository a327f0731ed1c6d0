package reco.model.decision;

import java.util.List;

/**
 * The whole ranked slate of a request, of which pages are served.
 *
 * @param items best first; at most 500
 * @param rung what ranked it
 * @param candidates items that the sources proposed
 * @param removed how many of them the filters removed
 */
public record Decision(List<Placed> items, Rung rung, int candidates, int removed) {
  /** Most items of a slate. */
  public static final int MAX_ITEMS = 500;

  public Decision {
    items = List.copyOf(items);
  }

  /** Whether the ranker's scores ranked it. */
  public boolean ranked() {
    return rung == Rung.RANKED;
  }

  /**
   * One item at its position.
   *
   * @param row its row in the inputs
   * @param sources indices of all that proposed it, best first
   * @param score by which it was ranked; re-ranking moves items without changing it
   * @param propensity probability of this item at this position under the policy, given the
   *     positions above; over 0
   */
  public record Placed(
      int row,
      long item,
      String id,
      double score,
      int[] sources,
      float propensity,
      boolean explored,
      Reason reason) {}

  /**
   * Why an item is here.
   *
   * @param anchor the item that the reason names; 0 where it names none
   * @param subject a category or the like that the reason names, "" where none
   */
  public record Reason(Kind kind, long anchor, String subject) {
    /** The true causes that a reason can name. */
    public enum Kind {
      BECAUSE_YOU_HAD,
      MATCHES_YOUR_TASTE,
      TRENDING,
      POPULAR,
      NEW,
      EXPLORATION
    }
  }
}
