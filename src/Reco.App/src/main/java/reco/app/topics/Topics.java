package reco.app.topics;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics Reco stands on. */
public record Topics(List<TopicSettings> topics) {
  private static final Duration LED_WITHIN = Duration.ofSeconds(30);

  public Topics {
    topics = List.copyOf(topics);
  }

  /** Reads {@code reco.kafka} of the product's configuration. */
  public static Topics of(Config config) {
    var kafka = config.getConfig("reco.kafka");
    short replicas = (short) kafka.getInt("replication-factor");
    int minInsync = kafka.getInt("min-insync-replicas");
    var declared = kafka.getConfig("topics");
    return new Topics(
        declared.root().keySet().stream()
            .sorted()
            .map(key -> TopicSettings.of(declared.getConfig(key), replicas, minInsync))
            .toList());
  }

  /** Makes the topics that a configuration declares, at the brokers that it names. */
  public static void ensure(Config config) {
    Map<String, Object> client =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            config.getString("reco.kafka.bootstrap-servers"));
    try (var admin = Admin.create(client)) {
      of(config).ensure(admin);
    }
  }

  /**
   * Creates what is missing, all in one request, and waits until every partition's leader answers.
   * Settings of existing topics stay as they are.
   *
   * @throws TopicException if an existing topic has another number of partitions (nothing is
   *     created then), or Kafka refuses
   */
  public void ensure(Admin admin) {
    var existing = await("list topics", admin.listTopics().names());
    refuseOtherPartitionCounts(describe(admin, existing));
    create(admin, existing);
    awaitLeaders(admin);
  }

  private void refuseOtherPartitionCounts(Map<String, TopicDescription> existing) {
    var problems =
        topics.stream()
            .filter(topic -> existing.containsKey(topic.name()))
            .filter(topic -> partitions(existing, topic) != topic.partitions())
            .map(topic ->
                "topic %s has %d partitions (expected: %d); a user's shard is its partition, so the count never changes: use a new topic name and migrate"
                    .formatted(topic.name(), partitions(existing, topic), topic.partitions()))
            .toList();
    if (!problems.isEmpty()) {
      throw new TopicException(problems);
    }
  }

  private static int partitions(Map<String, TopicDescription> existing, TopicSettings topic) {
    var description = existing.get(topic.name());
    return description == null ? 0 : description.partitions().size();
  }

  private void create(Admin admin, Set<String> existing) {
    var missing =
        topics.stream()
            .filter(topic -> !existing.contains(topic.name()))
            .map(TopicSettings::toNewTopic)
            .toList();
    admin.createTopics(missing).values().forEach(Topics::awaitCreated);
  }

  /** Another node that starts at the same time may have been faster. */
  private static void awaitCreated(String name, KafkaFuture<Void> created) {
    try {
      await("create topic " + name, created);
    } catch (TopicException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /** Asks each leader for its log's end: a leader that is only elected does not answer yet. */
  private void awaitLeaders(Admin admin) {
    var ends =
        topics.stream()
            .flatMap(TopicSettings::topicPartitions)
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
    var options = new ListOffsetsOptions().timeoutMs((int) LED_WITHIN.toMillis());
    await("reach the leader of every partition", admin.listOffsets(ends, options).all());
  }

  /** The declared topics among the named ones that the brokers know. */
  private Map<String, TopicDescription> describe(Admin admin, Collection<String> names) {
    var wanted = topics.stream().map(TopicSettings::name).filter(names::contains).toList();
    var known = new HashMap<String, TopicDescription>();
    var described = admin.describeTopics(wanted).topicNameValues();
    described.forEach((name, topic) -> found(name, topic).ifPresent(it -> known.put(name, it)));
    return known;
  }

  private static Optional<TopicDescription> found(
      String name, KafkaFuture<TopicDescription> described) {
    try {
      return Optional.of(await("describe topic " + name, described));
    } catch (TopicException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static <T> T await(String what, KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new TopicException("cannot %s: %s".formatted(what, cause.getMessage()), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicException("interrupted: " + what, e);
    }
  }
}
