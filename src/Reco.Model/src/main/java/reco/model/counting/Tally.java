package reco.model.counting;

import java.util.Arrays;
import java.util.List;
import reco.model.item.Decay;
import reco.model.item.DecayedSum;
import reco.model.item.ItemStatistic;
import reco.model.item.ItemStats;
import reco.model.item.RegionTrend;

/** What is counted of one item, and what of it is to be published. One thread. */
final class Tally {
  private final long item;
  private final int place;
  private final int[] counts;
  private final CoVisits coVisits;
  private double ratingSum;
  private DecayedSum trend = DecayedSum.ZERO;
  private List<RegionTrend> regions = List.of();
  private boolean countsChanged;
  private boolean neighboursChanged;

  /**
   * @param place among the items of the ledger
   * @param neighbours most co-visited items kept
   */
  Tally(long item, int place, int neighbours) {
    this.item = item;
    this.place = place;
    this.counts = new int[ItemStatistic.COUNT];
    this.coVisits = new CoVisits(neighbours);
  }

  Tally(LedgerImage.Item image, int place, int neighbours) {
    this.item = image.item();
    this.place = place;
    this.counts = Arrays.copyOf(image.counts(), ItemStatistic.COUNT);
    this.coVisits = CoVisits.of(image.neighbours(), neighbours);
    this.ratingSum = image.ratingSum();
    this.trend = image.trend();
    this.regions = image.regions();
    this.countsChanged = image.countsChanged();
    this.neighboursChanged = image.neighboursChanged();
  }

  LedgerImage.Item image() {
    return new LedgerImage.Item(
        item,
        counts.clone(),
        ratingSum,
        trend,
        regions,
        coVisits.image(),
        countsChanged,
        neighboursChanged);
  }

  int place() {
    return place;
  }

  void add(ItemStatistic statistic, int count) {
    counts[statistic.ordinal()] += count;
    countsChanged = true;
  }

  void addRating(float stars) {
    ratingSum += stars;
    add(ItemStatistic.RATINGS, 1);
  }

  void addToTrend(long timeMillis, Decay decay) {
    trend = trend.plusOne(timeMillis, decay);
  }

  void addToRegion(String region, long timeMillis, RegionTrends by) {
    regions = by.plusOne(regions, region, timeMillis);
  }

  void addVisit(long timeMillis, Weights by) {
    coVisits.addVisit(timeMillis, by);
    neighboursChanged = true;
  }

  void addNeighbour(long neighbour, double share, long timeMillis, Weights by) {
    coVisits.add(neighbour, share, timeMillis, by);
    neighboursChanged = true;
  }

  boolean isChanged() {
    return countsChanged || neighboursChanged;
  }

  /** Hands over what has changed; from now on it is published. */
  void publish(long offset, int neighbours, List<ItemStats> into) {
    if (countsChanged) {
      into.add(new ItemStats.Counts(item, offset, values(), trend, regions));
    }
    if (neighboursChanged) {
      into.add(coVisits.strongest(item, offset, neighbours));
    }
    countsChanged = false;
    neighboursChanged = false;
  }

  private float[] values() {
    float[] values = new float[counts.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = counts[i];
    }
    values[ItemStatistic.RATING_SUM.ordinal()] = (float) ratingSum;
    return values;
  }
}
