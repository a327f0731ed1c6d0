package reco.streams;

import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.model.item.ItemCatalogue;
import reco.model.item.ItemStatistics;
import reco.protocol.CorruptStateException;
import reco.protocol.ItemStatsCodec;

/**
 * Keeps what this node serves of the items as the item side publishes it, and ranks the items anew
 * each second, or more rarely where that would take more than a fiftieth of the time.
 */
public final class ItemStatsFollower implements TopicFollower.Handler {
  private static final Logger log = LoggerFactory.getLogger(ItemStatsFollower.class);
  private static final long REFRESH_NANOS = 1_000_000_000;
  private static final int REST = 50;

  private final ItemStatistics statistics;
  private final ItemCatalogue catalogue;
  private final InstantSource clock;
  private long nextRefreshNanos = System.nanoTime();

  private ItemStatsFollower(
      ItemStatistics statistics, ItemCatalogue catalogue, InstantSource clock) {
    this.statistics = statistics;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** Starts to follow; the follower's thread is the statistics' single writer. */
  public static TopicFollower start(
      KafkaClients clients,
      TopicNames topics,
      ItemStatistics statistics,
      ItemCatalogue catalogue,
      InstantSource clock) {
    return TopicFollower.start(
        clients, topics.itemStats(), Map.of(), new ItemStatsFollower(statistics, catalogue, clock));
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    try {
      statistics.put(ItemStatsCodec.decode(record.value()));
    } catch (CorruptStateException e) {
      log.warn("stats {}-{} are left out", record.partition(), record.offset(), e);
    }
  }

  @Override
  public void afterPoll() {
    long started = System.nanoTime();
    if (started - nextRefreshNanos >= 0) {
      statistics.refresh(clock.millis(), catalogue::category);
      long ended = System.nanoTime();
      nextRefreshNanos = ended + Math.max(REFRESH_NANOS, REST * (ended - started));
    }
  }
}
