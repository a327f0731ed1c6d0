package reco.model.item;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import reco.model.pipeline.SourceAnswer;

/**
 * What serving reads of what everyone's interactions say of the items: counters, trending and
 * popular lists, directed time-decayed co-visitation. Filled from what the item side publishes; one
 * writer, many readers; reads are lock-free. Beside it what single users took lately.
 */
public final class ItemStatistics {
  /** Recent interactions below this, in standard deviations, are no trend of a category. */
  private static final float LEAST_TREND = 1e-3f;

  private final StatisticsSettings settings;
  private final OrdinalMap ordinals = new OrdinalMap();
  private final ItemCounters counters = new ItemCounters();
  private final CoVisitation coVisitation;
  private final TrendScore trendScore;
  private final UserNeighbours neighbours;
  private final AtomicLong leftOut = new AtomicLong();

  /** By row; for the writer alone. */
  private final List<Trend> trends = new ArrayList<>();

  private volatile RankedLists lists = RankedLists.NONE;

  /** What of an item's last counts the lists are made of. */
  private record Trend(long offset, DecayedSum overall, List<RegionTrend> regions) {
    static final Trend NONE = new Trend(-1, DecayedSum.ZERO, List.of());
  }

  public ItemStatistics() {
    this(StatisticsSettings.STANDARD);
  }

  public ItemStatistics(StatisticsSettings settings) {
    this.settings = settings;
    this.coVisitation = new CoVisitation(counters, settings.neighbourDecay());
    this.trendScore = new TrendScore(settings);
    this.neighbours = new UserNeighbours(settings.users(), settings.items());
  }

  /** Items that something is known of. */
  public int size() {
    return counters.size();
  }

  /** The sum of a statistic over all items. */
  public double total(ItemStatistic statistic) {
    double total = 0;
    for (int row = 0; row < counters.size(); row++) {
      total += counters.get(row, statistic);
    }
    return total;
  }

  /** Stats left out because their item would have been one too many. */
  public long leftOut() {
    return leftOut.get();
  }

  /** Takes what was published of an item; older than what is here, it changes nothing. */
  public void put(ItemStats stats) {
    int row = row(stats.item());
    if (row == OrdinalMap.NONE) {
      leftOut.incrementAndGet();
      return;
    }
    switch (stats) {
      case ItemStats.Counts counts -> put(row, counts);
      case ItemStats.Neighbours neighbours -> coVisitation.put(row, neighbours, this::row);
    }
  }

  private void put(int row, ItemStats.Counts counts) {
    if (trends.get(row).offset() <= counts.offset()) {
      counters.set(row, counts.values());
      trends.set(row, new Trend(counts.offset(), counts.trend(), counts.regions()));
    }
  }

  /** The row of an item, a new one where there is none and room is left. */
  private int row(long key) {
    int known = ordinals.get(key);
    if (known != OrdinalMap.NONE || counters.size() == settings.items()) {
      return known;
    }
    int added = counters.append(key);
    trends.add(Trend.NONE);
    ordinals.put(key, added);
    return added;
  }

  /** {@link #refresh(long, LongFunction)} without lists by category. */
  public void refresh(long nowMillis) {
    refresh(nowMillis, _ -> "");
  }

  /**
   * Ranks the items anew as of now; called about once a second. Costs a scan of all items.
   *
   * @param categoryOf an item's primary category by its key, "" where it has none
   */
  public void refresh(long nowMillis, LongFunction<String> categoryOf) {
    coVisitation.moveTo(nowMillis);
    TrendScore.At now = trendScore.at(nowMillis);
    var next = new RankedLists.Builder();
    int[] monthly = new int[counters.size()];
    for (int row = 0; row < monthly.length; row++) {
      long item = counters.key(row);
      Trend trend = trends.get(row);
      monthly[row] = (int) counters.get(row, ItemStatistic.LAST_30_DAYS);
      float score = now.overall(trend.overall(), monthly[row]);
      next.trending(item, score);
      next.popular(item, popularity(row, monthly[row]));
      if (score > LEAST_TREND) {
        next.trendingInCategory(categoryOf.apply(item), item, score);
      }
      for (RegionTrend region : trend.regions()) {
        next.trendingInRegion(region.region(), item, now.in(region));
      }
    }
    lists = next.build(PopularityRanks.of(monthly));
  }

  /** The count of 30 days; among equal ones, and for want of any, the count since ever decides. */
  private float popularity(int row, int monthly) {
    float ever = counters.get(row, ItemStatistic.POSITIVES);
    return monthly + ever / (ever + 1000);
  }

  /** 0 for an item that nothing is known of. */
  public float value(long item, ItemStatistic statistic) {
    return values(new long[] {item})[statistic.ordinal()];
  }

  /** All statistics of some items, row-major. */
  float[] values(long[] keys) {
    PopularityRanks ranks = lists.ranks();
    float[] values = new float[keys.length * ItemStatistic.COUNT];
    int[] rows = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      rows[i] = ordinals.get(keys[i]);
    }
    for (int i = 0; i < keys.length; i++) {
      if (rows[i] != OrdinalMap.NONE) {
        counters.copy(rows[i], ranks, values, i * ItemStatistic.COUNT);
      }
    }
    return values;
  }

  /** Items most interacted with lately, against their usual, best first; at most 500. */
  public SourceAnswer trending(String source, int count) {
    return RankedLists.first(lists.trending(), source, count);
  }

  /** The same among the users of a region; at most 100. */
  public SourceAnswer trendingInRegion(String source, String region, int count) {
    return RankedLists.first(lists.ofRegion(region), source, count);
  }

  /** Those of the trending items that have a primary category; at most 100. */
  public SourceAnswer trendingInCategory(String source, String category, int count) {
    return RankedLists.first(lists.ofCategory(category), source, count);
  }

  /** Items with most positive interactions in 30 days, best first; at most 500. */
  public SourceAnswer popular(String source, int count) {
    return RankedLists.first(lists.popular(), source, count);
  }

  /**
   * Directed co-visitation of the last items, newest first: score(b) = sum over i of decay^i C[a_i,
   * b] normalised by both items' counts; the anchor is the history item that gave most. The last
   * items themselves are left out; those beyond the 30 newest add nothing.
   */
  public SourceAnswer coVisited(String source, long[] lastItems, int count) {
    return coVisitation.answer(source, lastItems, ordinals, count);
  }

  /** The users that were active lately, to be compared with each other. */
  public UserNeighbours neighbours() {
    return neighbours;
  }
}
