package reco.model.counting;

import java.util.List;
import reco.model.item.DecayedSum;
import reco.model.item.ItemStatistic;
import reco.model.item.RegionTrend;

/**
 * All of a ledger at one moment, to be kept: a ledger made of it goes on as the one it was taken
 * of.
 *
 * @param windows of the last hour, the last day and the last 30 days
 */
public record LedgerImage(List<Item> items, List<Window> windows) {
  public LedgerImage {
    items = List.copyOf(items);
    windows = List.copyOf(windows);
  }

  /**
   * What is counted of one item.
   *
   * @param counts in the order of {@link ItemStatistic}
   * @param ratingSum stars
   * @param countsChanged whether counters are not published yet
   * @param neighboursChanged whether co-visitation is not published yet
   */
  public record Item(
      long item,
      int[] counts,
      double ratingSum,
      DecayedSum trend,
      List<RegionTrend> regions,
      Neighbours neighbours,
      boolean countsChanged,
      boolean neighboursChanged) {
    public Item {
      regions = List.copyOf(regions);
    }
  }

  /**
   * What an item was co-visited with.
   *
   * @param epoch whose scale visits and weights have
   * @param items keys, in order of arrival
   * @param weights same length
   */
  public record Neighbours(long epoch, double visits, long[] items, float[] weights) {}

  /**
   * A sliding window.
   *
   * @param newestTile number of the running tile
   * @param tiles the running one first; empty where the window has not begun
   */
  public record Window(long newestTile, List<Tile> tiles) {
    public Window {
      tiles = List.copyOf(tiles);
    }
  }

  /**
   * What was counted in one tile.
   *
   * @param items places in {@link LedgerImage#items()}
   * @param counts same length
   */
  public record Tile(int[] items, int[] counts) {}
}
