package reco.model.counting;

import reco.model.id.UserId;
import reco.model.interaction.UserEvent;
import reco.model.item.ItemStatistics;
import reco.model.item.StatisticsSettings;
import reco.model.item.UserNeighbours;

/**
 * The whole item side on one thread: what the streams, the item partitions and the serving nodes do
 * with the log between them, for a replay and for tests. The same events give the same statistics
 * either way, as long as no user is forgotten.
 */
public final class ItemSide {
  private final Visitors visitors;
  private final ItemLedger ledger;
  private final ItemStatistics statistics;
  private long offset;

  public ItemSide(StatisticsSettings settings) {
    visitors = new Visitors(settings.users(), settings.window());
    ledger = new ItemLedger(settings);
    statistics = new ItemStatistics(settings);
  }

  /** Counts the next event. */
  public void apply(UserId user, UserEvent event) {
    visitors.observe(user, event, ledger::apply);
    offset++;
  }

  /** The users to be compared with each other; filled by whoever applies their events. */
  public UserNeighbours neighbours() {
    return statistics.neighbours();
  }

  /** What serving reads: all that is counted, as of now; ranked lists as of their last ranking. */
  public ItemStatistics published(long nowMillis) {
    ledger.advance(nowMillis);
    ledger.drainChanges(offset, Integer.MAX_VALUE).forEach(statistics::put);
    return statistics;
  }

  /** The same, with the lists ranked as of now. */
  public ItemStatistics ranked(long nowMillis) {
    published(nowMillis).refresh(nowMillis);
    return statistics;
  }
}
