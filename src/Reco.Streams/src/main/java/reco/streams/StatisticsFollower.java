package reco.streams;

import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reco.model.item.ItemStatistics;

/**
 * Counts everyone's interactions for the items: reads the interactions topic from its beginning and
 * follows it. What it counts is in memory alone; each node counts the whole log for itself.
 */
public final class StatisticsFollower implements TopicFollower.Handler {
  private static final long REFRESH_MILLIS = 1_000;

  private final ItemStatistics statistics;
  private final InteractionRecords records;
  private final InstantSource clock;
  private long refreshedMillis;

  private StatisticsFollower(
      ItemStatistics statistics, InteractionRecords records, InstantSource clock) {
    this.statistics = statistics;
    this.records = records;
    this.clock = clock;
  }

  /** Starts to follow; the follower's thread is the statistics' single writer. */
  public static TopicFollower start(
      KafkaClients clients, TopicNames topics, ItemStatistics statistics, InstantSource clock) {
    var records =
        new InteractionRecords(topics.interactions(), clients.topicHash(topics.interactions()));
    return TopicFollower.start(
        clients,
        topics.interactions(),
        Map.of(),
        new StatisticsFollower(statistics, records, clock));
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    switch (records.decode(record)) {
      case InteractionRecords.Readable(var user, var observation) ->
          statistics.apply(user, observation);
      case InteractionRecords.Undecodable _ -> {} // the interaction stream writes the dead letter
    }
  }

  @Override
  public void afterPoll() {
    long now = clock.millis();
    if (now - refreshedMillis >= REFRESH_MILLIS) {
      statistics.refresh(now);
      refreshedMillis = now;
    }
  }
}
