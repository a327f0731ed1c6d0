package reco.app.topics;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One topic as it should be.
 *
 * @param name as Kafka knows it
 * @param partitions at least 1, never changed once the topic exists
 * @param replicas copies of each partition
 * @param kafka Kafka's own settings of the topic
 */
public record TopicSettings(
    String name, int partitions, short replicas, Map<String, String> kafka) {
  /** Kafka deletes whole segments: with this many per retention one lives an eighth too long. */
  private static final int SEGMENTS_PER_RETENTION = 8;

  public TopicSettings {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "topic %s: partitions: %d (expected: at least 1)".formatted(name, partitions));
    }
    kafka = Map.copyOf(kafka);
  }

  static TopicSettings of(Config topic, short replicas, int minInsyncReplicas) {
    var kafka = new HashMap<String, String>();
    kafka.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    kafka.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(minInsyncReplicas));
    kafka.putAll(retention(topic));
    if (topic.hasPath("kafka")) {
      var own = topic.getConfig("kafka");
      own.entrySet().forEach(entry -> kafka.put(entry.getKey(), own.getString(entry.getKey())));
    }
    return new TopicSettings(topic.getString("name"), topic.getInt("partitions"), replicas, kafka);
  }

  NewTopic toNewTopic() {
    return new NewTopic(name, partitions, replicas).configs(kafka);
  }

  Stream<TopicPartition> topicPartitions() {
    return IntStream.range(0, partitions).mapToObj(number -> new TopicPartition(name, number));
  }

  private static Map<String, String> retention(Config topic) {
    if (topic.getString("retention").equals("infinite")) {
      return Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");
    }
    long millis = topic.getDuration("retention").toMillis();
    if (millis < Duration.ofMinutes(1).toMillis()) {
      throw new ConfigException.BadValue(
          topic.getValue("retention").origin(), "retention", "at least 1 minute, or \"infinite\"");
    }
    return Map.of(
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(millis),
        TopicConfig.SEGMENT_MS_CONFIG,
        Long.toString(millis / SEGMENTS_PER_RETENTION));
  }
}
