package reco.streams;

import com.typesafe.config.Config;

/** Names of the topics, from {@code reco.kafka.topics}. */
public record TopicNames(
    String interactions,
    String items,
    String itemDeltas,
    String itemStats,
    String visitors,
    String decisions,
    String decisionTraces,
    String control,
    String deadLetters) {

  public static TopicNames of(Config config) {
    Config topics = config.getConfig("reco.kafka.topics");
    return new TopicNames(
        topics.getString("interactions.name"),
        topics.getString("items.name"),
        topics.getString("item-deltas.name"),
        topics.getString("item-stats.name"),
        topics.getString("visitors.name"),
        topics.getString("decisions.name"),
        topics.getString("decision-traces.name"),
        topics.getString("control.name"),
        topics.getString("dead-letters.name"));
  }
}
