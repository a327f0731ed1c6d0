package reco.model.item;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import reco.model.id.Hashes;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.Observation;
import reco.model.pipeline.SourceAnswer;

/**
 * What is counted of items from everyone's interactions: counters with time tiles, trending and
 * popular lists, directed time-decayed co-visitation. Rebuilt from the log at start; one writer,
 * many readers; reads are lock-free.
 *
 * <p>The windows (last hour, day, 30 days) consist of tiles of 5 minutes, an hour and a day: the
 * running tile and the whole ones before it. They move with {@link #refresh} and with the events'
 * own times; an event more than {@link #AHEAD_MILLIS} ahead of the last refresh counts as of then.
 */
public final class ItemStatistics {
  /** How far an event's time may run ahead of the clock. */
  public static final long AHEAD_MILLIS = 5 * 60_000L;

  /** Most items on a ranked list. */
  public static final int LISTED = 500;

  private static final Duration THIRTY_DAYS = Duration.ofDays(30);

  private final StatisticsSettings settings;
  private final OrdinalMap ordinals = new OrdinalMap();
  private final ItemCounters counters = new ItemCounters();
  private final AppliedOffsets offsets = new AppliedOffsets();
  private final Visitors visitors;
  private final CoVisitation coVisitation;
  private final DecayingCounts trends;
  private final SlidingWindow lastHour = window(ItemStatistic.LAST_HOUR, Duration.ofMinutes(5), 12);
  private final SlidingWindow lastDay = window(ItemStatistic.LAST_DAY, Duration.ofHours(1), 24);
  private final SlidingWindow last30Days =
      window(ItemStatistic.LAST_30_DAYS, Duration.ofDays(1), 30);
  private final AtomicLong uncounted = new AtomicLong();
  private long latestMillis = Long.MAX_VALUE;

  private volatile Published published = new Published(nothing(), nothing(), PopularityRanks.NONE);

  /** What {@link #refresh} makes. */
  private record Published(SourceAnswer trending, SourceAnswer popular, PopularityRanks ranks) {}

  public ItemStatistics() {
    this(StatisticsSettings.STANDARD);
  }

  public ItemStatistics(StatisticsSettings settings) {
    this.settings = settings;
    visitors = new Visitors(settings.users(), settings.window());
    coVisitation = new CoVisitation(counters, settings);
    trends = new DecayingCounts(counters, settings.trendingHalfLife());
  }

  private SlidingWindow window(ItemStatistic statistic, Duration tile, int tiles) {
    return new SlidingWindow(tile, tiles, (item, count) -> counters.add(item, statistic, -count));
  }

  private static SourceAnswer nothing() {
    return SourceAnswer.of("", new long[0], new float[0]);
  }

  /** Items that something was counted of. */
  public int size() {
    return counters.size();
  }

  /** Interactions left out because their item would have been one too many. */
  public long uncounted() {
    return uncounted.get();
  }

  /** Counts one event once: by offset, and by event id within the user's window. */
  public void apply(UserId user, Observation observation) {
    if (!offsets.advance(observation.position())) {
      return;
    }
    Visitor visitor = visitors.get(user);
    if (visitor.isNew(Hashes.hash(observation.event().eventId()))
        && observation.event() instanceof Interaction interaction
        && interaction.item() != 0) {
      int item = ordinal(interaction.item());
      if (item == OrdinalMap.NONE) {
        uncounted.incrementAndGet();
      } else {
        count(visitor, item, interaction);
      }
    }
  }

  /** The row of an item, a new one where there is none and room is left. */
  private int ordinal(long key) {
    int known = ordinals.get(key);
    if (known != OrdinalMap.NONE || counters.size() == settings.items()) {
      return known;
    }
    int added = counters.append(key);
    ordinals.put(key, added);
    return added;
  }

  private void count(Visitor visitor, int item, Interaction interaction) {
    switch (interaction.type()) {
      case IMPRESSION -> counters.add(item, ItemStatistic.IMPRESSIONS, 1);
      case CLICK -> counters.add(item, ItemStatistic.CLICKS, 1);
      case WATCH_COMPLETE -> counters.add(item, ItemStatistic.COMPLETIONS, 1);
      case SKIP -> counters.add(item, ItemStatistic.SKIPS, 1);
      case LIKE -> counters.add(item, ItemStatistic.LIKES, 1);
      case DISLIKE, HIDE, NOT_INTERESTED -> counters.add(item, ItemStatistic.DISLIKES, 1);
      case PURCHASE -> counters.add(item, ItemStatistic.PURCHASES, 1);
      case RATING -> counters.addRating(item, interaction.value());
      case VIEW, WATCH, SAVE, CART, SEARCH, SHARE -> {}
    }
    if (interaction.strength() > 0) {
      countPositive(visitor, item, Math.min(interaction.timeMillis(), latestMillis));
    }
  }

  private void countPositive(Visitor visitor, int item, long timeMillis) {
    counters.add(item, ItemStatistic.POSITIVES, 1);
    counters.add(item, ItemStatistic.LAST_HOUR, lastHour.add(item, timeMillis) ? 1 : 0);
    counters.add(item, ItemStatistic.LAST_DAY, lastDay.add(item, timeMillis) ? 1 : 0);
    counters.add(item, ItemStatistic.LAST_30_DAYS, last30Days.add(item, timeMillis) ? 1 : 0);
    trends.add(item, timeMillis);
    if (!visitor.hasLately(item)) {
      counters.add(item, ItemStatistic.USERS, 1);
    }
    boolean sameStep = visitor.stepCount() > 0 && visitor.step(0) == item;
    if (!sameStep) {
      coVisitation.step(visitor, item);
    }
  }

  /**
   * Moves the windows on to now and publishes the ranked lists anew; called about once a second.
   * Costs a scan of the items counted.
   */
  public void refresh(long nowMillis) {
    latestMillis = nowMillis + AHEAD_MILLIS;
    lastHour.advance(nowMillis);
    lastDay.advance(nowMillis);
    last30Days.advance(nowMillis);
    int size = counters.size();
    int[] monthly = new int[size];
    TopItems trending = new TopItems(LISTED);
    TopItems popular = new TopItems(LISTED);
    double factor = trends.factor(nowMillis);
    for (int item = 0; item < size; item++) {
      monthly[item] = counters.get(item, ItemStatistic.LAST_30_DAYS);
      offer(trending, item, trendingScore(counters.trend(item) * factor, monthly[item]));
      offer(popular, item, popularity(item, monthly[item]));
    }
    published = new Published(trending.drain(""), popular.drain(""), PopularityRanks.of(monthly));
  }

  private void offer(TopItems list, int item, float score) {
    if (score > 0) {
      list.offer(counters.key(item), score, 0);
    }
  }

  /** Recent interactions against what 30 days let expect, in units of its standard deviation. */
  private float trendingScore(double recent, int monthly) {
    double windowMillis = settings.trendingHalfLife().toMillis() / Math.log(2);
    double expected = monthly * windowMillis / THIRTY_DAYS.toMillis();
    return (float) (recent / Math.sqrt(expected + settings.trendingSmoothing()));
  }

  /** The count of 30 days; among equal ones, and for want of any, the count since ever decides. */
  private float popularity(int item, int monthly) {
    float ever = counters.get(item, ItemStatistic.POSITIVES);
    return monthly + ever / (ever + 1000);
  }

  /** As of the last refresh where a window is asked for; 0 for an item nothing is known of. */
  public float value(long item, ItemStatistic statistic, long nowMillis) {
    return values(new long[] {item})[statistic.ordinal()];
  }

  /** All statistics of some items, row-major. */
  float[] values(long[] keys) {
    PopularityRanks ranks = published.ranks();
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
    return first(published.trending(), source, count);
  }

  /** Items with most positive interactions in 30 days, best first; at most 500. */
  public SourceAnswer popular(String source, int count) {
    return first(published.popular(), source, count);
  }

  private static SourceAnswer first(SourceAnswer list, String source, int count) {
    int size = Math.min(count, list.items().length);
    return SourceAnswer.of(
        source, Arrays.copyOf(list.items(), size), Arrays.copyOf(list.scores(), size));
  }

  /**
   * Directed co-visitation of the last items, newest first: score(b) = sum over i of decay^i C[a_i,
   * b] normalised by both items' counts; the anchor is the history item that gave most. The last
   * items themselves are left out; those beyond the 30 newest add nothing.
   */
  public SourceAnswer coVisited(String source, long[] lastItems, int count) {
    return coVisitation.answer(source, lastItems, ordinals, count);
  }
}
