package reco.model.counting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import reco.model.item.Decay;
import reco.model.item.ItemStatistic;
import reco.model.item.ItemStats;
import reco.model.item.StatisticsSettings;

/**
 * What is counted of the items of one partition: counters with time tiles, trends overall and by
 * region, directed time-decayed co-visitation. A function of the deltas in their order and of the
 * time it was advanced to: the same deltas give the same ledger, to the bit. One thread.
 *
 * <p>The windows (last hour, day, 30 days) consist of tiles of 5 minutes, an hour and a day: the
 * running tile and the whole ones before it. They move with {@link #advance} and with the deltas'
 * own times.
 */
public final class ItemLedger {
  private final StatisticsSettings settings;
  private final Decay trending;
  private final RegionTrends regions;
  private final Weights weights;
  private final Map<Long, Tally> byItem = new HashMap<>();
  private final List<Tally> tallies = new ArrayList<>();
  private final SequencedSet<Tally> changed = new LinkedHashSet<>();
  private final Window lastHour = new Window(ItemStatistic.LAST_HOUR, Duration.ofMinutes(5), 12);
  private final Window lastDay = new Window(ItemStatistic.LAST_DAY, Duration.ofHours(1), 24);
  private final Window last30Days = new Window(ItemStatistic.LAST_30_DAYS, Duration.ofDays(1), 30);
  private final List<Window> windows = List.of(lastHour, lastDay, last30Days);
  private long uncounted;

  public ItemLedger(StatisticsSettings settings) {
    this.settings = settings;
    this.trending = settings.trendingDecay();
    this.regions = new RegionTrends(trending, settings.usualDecay(), settings.regions());
    this.weights = new Weights(settings.neighbourDecay());
  }

  /** Goes on as the ledger that the image was taken of. */
  public static ItemLedger of(StatisticsSettings settings, LedgerImage image) {
    ItemLedger ledger = new ItemLedger(settings);
    for (LedgerImage.Item item : image.items()) {
      Tally tally = new Tally(item, ledger.tallies.size(), settings.neighbours());
      ledger.tallies.add(tally);
      ledger.byItem.put(item.item(), tally);
      if (tally.isChanged()) {
        ledger.changed.add(tally);
      }
    }
    for (int i = 0; i < ledger.windows.size(); i++) {
      ledger.windows.get(i).window.restore(image.windows().get(i));
    }
    return ledger;
  }

  /** Copies all that is counted. */
  public LedgerImage image() {
    return new LedgerImage(
        tallies.stream().map(Tally::image).toList(),
        windows.stream().map(window -> window.window.image()).toList());
  }

  /** A statistic that is the count of a sliding window. */
  private final class Window {
    private final ItemStatistic statistic;
    private final SlidingWindow window;

    Window(ItemStatistic statistic, Duration tile, int tiles) {
      this.statistic = statistic;
      this.window = new SlidingWindow(tile, tiles, this::expire);
    }

    private void expire(int place, int count) {
      Tally tally = tallies.get(place);
      tally.add(statistic, -count);
      changed.add(tally);
    }

    void count(Tally tally, long timeMillis) {
      if (window.add(tally.place(), timeMillis)) {
        tally.add(statistic, 1);
      }
    }
  }

  /** Items that something was counted of. */
  public int size() {
    return tallies.size();
  }

  /** Deltas left out because their item would have been one too many. */
  public long uncounted() {
    return uncounted;
  }

  /** Counts a delta. */
  public void apply(ItemDelta delta) {
    Optional<Tally> found = tally(delta.item());
    if (found.isEmpty()) {
      uncounted++;
      return;
    }
    Tally tally = found.get();
    switch (delta) {
      case ItemDelta.Interacted interacted -> count(tally, interacted);
      case ItemDelta.Followed(_, long timeMillis, long next, int distance) ->
          tally.addNeighbour(next, 1.0 / distance, timeMillis, weights);
    }
    changed.add(tally);
  }

  /** The tally of an item, a new one where there is none and room is left. */
  private Optional<Tally> tally(long item) {
    Tally known = byItem.get(item);
    if (known == null && tallies.size() < settings.items()) {
      known = new Tally(item, tallies.size(), settings.neighbours());
      tallies.add(known);
      byItem.put(item, known);
    }
    return Optional.ofNullable(known);
  }

  private void count(Tally tally, ItemDelta.Interacted interacted) {
    switch (interacted.type()) {
      case IMPRESSION -> tally.add(ItemStatistic.IMPRESSIONS, 1);
      case CLICK -> tally.add(ItemStatistic.CLICKS, 1);
      case WATCH_COMPLETE -> tally.add(ItemStatistic.COMPLETIONS, 1);
      case SKIP -> tally.add(ItemStatistic.SKIPS, 1);
      case LIKE -> tally.add(ItemStatistic.LIKES, 1);
      case DISLIKE, HIDE, NOT_INTERESTED -> tally.add(ItemStatistic.DISLIKES, 1);
      case PURCHASE -> tally.add(ItemStatistic.PURCHASES, 1);
      case RATING -> tally.addRating(interacted.value());
      case VIEW, WATCH, SAVE, CART, SEARCH, SHARE -> {}
    }
    if (interacted.type().isPositive(interacted.value())) {
      countPositive(tally, interacted);
    }
    if (interacted.visit().isStep()) {
      countStep(tally, interacted);
    }
  }

  private void countPositive(Tally tally, ItemDelta.Interacted interacted) {
    long timeMillis = interacted.timeMillis();
    tally.add(ItemStatistic.POSITIVES, 1);
    windows.forEach(window -> window.count(tally, timeMillis));
    tally.addToTrend(timeMillis, trending);
    if (!interacted.region().isEmpty() && settings.regions() > 0) {
      tally.addToRegion(interacted.region(), timeMillis, regions);
    }
    if (interacted.visit().isFirst()) {
      tally.add(ItemStatistic.USERS, 1);
    }
  }

  private void countStep(Tally tally, ItemDelta.Interacted interacted) {
    long timeMillis = interacted.timeMillis();
    long[] before = interacted.visit().before();
    for (int age = 0; age < before.length; age++) {
      if (before[age] != interacted.item()) {
        tally.addNeighbour(before[age], settings.backward() / (age + 1), timeMillis, weights);
      }
    }
    tally.addVisit(timeMillis, weights);
  }

  /** Moves the windows on to now. */
  public void advance(long nowMillis) {
    windows.forEach(window -> window.window.advance(nowMillis));
  }

  /** Whether there is something to publish. */
  public boolean isChanged() {
    return !changed.isEmpty();
  }

  /**
   * What has changed since it was last handed out, the oldest change first.
   *
   * @param offset of the partition's next delta
   * @param items most items
   */
  public List<ItemStats> drainChanges(long offset, int items) {
    List<ItemStats> stats = new ArrayList<>();
    for (int i = 0; i < items && !changed.isEmpty(); i++) {
      changed.removeFirst().publish(offset, settings.served(), stats);
    }
    return stats;
  }
}
