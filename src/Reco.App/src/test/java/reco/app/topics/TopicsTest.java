package reco.app.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reco.app.Configuration;
import reco.app.embedded.EmbeddedKafka;
import reco.app.embedded.EmbeddedSettings;

@Timeout(180)
class TopicsTest {
  @TempDir private static Path state;
  private static EmbeddedKafka kafka;
  private static Admin admin;

  @BeforeAll
  static void startKafka() {
    var config = Configuration.load(List.of("test"));
    kafka = EmbeddedKafka.start(state, EmbeddedSettings.of(config).kafka());
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  @AfterAll
  static void stopKafka() {
    admin.close();
    kafka.close();
  }

  @Test
  void theDeclaredTopicsAreCreatedOnceWithTheirSettings() throws Exception {
    var topics = Topics.of(Configuration.load(List.of("test")));

    topics.ensure(admin);
    topics.ensure(admin);

    assertThat(partitionsOf("reco.interactions")).isEqualTo(64);
    assertThat(partitionsOf("reco.control")).isEqualTo(1);
    assertThat(settingsOf("reco.interactions").get("message.timestamp.type").value())
        .isEqualTo("LogAppendTime");
    assertThat(settingsOf("reco.interactions").get("retention.ms").value()).isEqualTo("604800000");
    assertThat(settingsOf("reco.items").get("cleanup.policy").value()).isEqualTo("compact");
    assertThat(settingsOf("reco.control").get("retention.ms").value()).isEqualTo("-1");
    assertThat(settingsOf("reco.decision-traces").get("compression.type").value())
        .isEqualTo("zstd");
    assertThat(settingsOf("reco.decision-traces").get("max.message.bytes").value())
        .isEqualTo("2097152");
  }

  @Test
  void anotherPartitionCountIsRefusedBeforeAnythingIsCreated() throws Exception {
    topics("a { name = counted, partitions = 2, retention = 1 h }").ensure(admin);
    var changed =
        topics(
            """
            a { name = counted, partitions = 3, retention = 1 h }
            b { name = never-created, partitions = 1, retention = 1 h }
            """);

    assertThatThrownBy(() -> changed.ensure(admin))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("topic counted has 2 partitions (expected: 3)");
    assertThat(admin.listTopics().names().get()).doesNotContain("never-created");
  }

  @Test
  void moreReplicasThanBrokersAreRefusedWithKafkasReason() {
    var topics =
        Topics.of(
            ConfigFactory.parseString(
                """
                reco.kafka { replication-factor = 3, min-insync-replicas = 2, topics {
                  a { name = replicated, partitions = 1, retention = 1 h } } }
                """));

    assertThatThrownBy(() -> topics.ensure(admin))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("cannot create topic replicated");
  }

  @Test
  void aRetentionBelowAMinuteIsRefused() {
    assertThatThrownBy(() -> topics("a { name = brief, partitions = 1, retention = 1 s }"))
        .isInstanceOf(ConfigException.BadValue.class)
        .hasMessageContaining("at least 1 minute");
  }

  private static int partitionsOf(String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }

  private static Config settingsOf(String topic) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }

  private static Topics topics(String declared) {
    return Topics.of(
        ConfigFactory.parseString(
            """
            reco.kafka { replication-factor = 1, min-insync-replicas = 1, topics { %s } }
            """
                .formatted(declared)));
  }
}
