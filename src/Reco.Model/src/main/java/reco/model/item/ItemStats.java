package reco.model.item;

import java.util.List;

/**
 * What serving needs of one item, as the item side publishes it. A later one of the same kind
 * replaces an earlier one.
 */
public sealed interface ItemStats {
  /** The item's key. */
  long item();

  /** All of the item's deltas before this offset of their partition are counted. */
  long offset();

  /**
   * Counters.
   *
   * @param values in the order of {@link ItemStatistic}; the rank is left at 0
   * @param trend positive interactions, forgotten with the half-life of trending
   * @param regions those with most recent interactions
   */
  record Counts(long item, long offset, float[] values, DecayedSum trend, List<RegionTrend> regions)
      implements ItemStats {
    public Counts {
      regions = List.copyOf(regions);
    }
  }

  /**
   * What the item was co-visited with, the strongest ones in any order.
   *
   * @param epoch whose scale visits and weights have
   * @param visits steps of users onto the item
   * @param items keys
   * @param weights {@code C[item, items]}, same length
   */
  record Neighbours(long item, long offset, long epoch, float visits, long[] items, float[] weights)
      implements ItemStats {}
}
