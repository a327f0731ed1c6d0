package reco.model.counting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers which items were counted within the last tiles of time, so that each count can be taken
 * back when its tile leaves the window: the newest, running tile and the whole ones before it. What
 * is kept grows with the items active, not with the items known. One thread.
 */
final class SlidingWindow {
  private static final long NOT_STARTED = Long.MIN_VALUE;

  private final long tileMillis;
  private final TileCounts[] tiles;
  private final TileCounts.Visitor expiry;
  private long newest = NOT_STARTED;

  /**
   * @param expiry receives counts that left the window
   */
  SlidingWindow(Duration tile, int tiles, TileCounts.Visitor expiry) {
    this.tileMillis = tile.toMillis();
    this.tiles = new TileCounts[tiles];
    this.expiry = expiry;
    for (int i = 0; i < tiles; i++) {
      this.tiles[i] = new TileCounts();
    }
  }

  /** Counts an item; false where the time lies before the window. Moves on to a later tile. */
  boolean add(int item, long timeMillis) {
    advance(timeMillis);
    long tile = Math.floorDiv(timeMillis, tileMillis);
    if (tile <= newest - tiles.length) {
      return false;
    }
    tiles[index(tile)].add(item, 1);
    return true;
  }

  /** Lets expire what a later time leaves behind; never goes back. */
  void advance(long nowMillis) {
    long tile = Math.floorDiv(nowMillis, tileMillis);
    if (newest == NOT_STARTED) {
      newest = tile;
    }
    long first = Math.max(newest + 1, tile - tiles.length + 1);
    for (long next = first; next <= tile; next++) {
      int index = index(next);
      TileCounts expired = tiles[index];
      tiles[index] = new TileCounts();
      expired.forEach(expiry);
    }
    newest = Math.max(newest, tile);
  }

  private int index(long tile) {
    return Math.floorMod(tile, tiles.length);
  }

  LedgerImage.Window image() {
    List<LedgerImage.Tile> images = new ArrayList<>();
    for (int age = 0; age < tiles.length && newest != NOT_STARTED; age++) {
      images.add(tiles[index(newest - age)].image());
    }
    return new LedgerImage.Window(newest, images);
  }

  /** Takes up what an empty window's image had. */
  void restore(LedgerImage.Window image) {
    newest = image.newestTile();
    for (int age = 0; age < image.tiles().size(); age++) {
      tiles[index(newest - age)].addAll(image.tiles().get(age));
    }
  }
}
