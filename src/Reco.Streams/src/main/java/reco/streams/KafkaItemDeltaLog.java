package reco.streams;

import com.typesafe.config.Config;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.kafka.ConsumerSettings;
import org.apache.pekko.kafka.Subscriptions;
import org.apache.pekko.kafka.javadsl.Consumer;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import reco.node.log.ItemDeltaLog;
import reco.protocol.ItemDeltaCodec;

/**
 * The topic of item deltas, read partition by partition; a record at a time waits for its reader.
 */
public final class KafkaItemDeltaLog implements ItemDeltaLog {
  private final ActorSystem<?> system;
  private final String topic;
  private final int partitions;
  private final String id;
  private final ConsumerSettings<byte[], byte[]> settings;

  public KafkaItemDeltaLog(
      ActorSystem<?> system, Config config, KafkaClients clients, TopicNames topics) {
    this.system = system;
    this.topic = topics.itemDeltas();
    this.partitions = clients.partitions(topic);
    this.id = topic + "/" + Long.toHexString(clients.topicHash(topic));
    this.settings =
        ConsumerSettings.create(
                config.getConfig("pekko.kafka.consumer"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())
            .withBootstrapServers(clients.bootstrapServers())
            .withProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
            .withProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Reading read(int partition, long offset, Reader reader) {
    var from = Subscriptions.assignmentWithOffset(new TopicPartition(topic, partition), offset);
    var running =
        Consumer.plainSource(settings, from)
            .mapAsync(
                1,
                record ->
                    reader
                        .read(ItemDeltaCodec.decode(record.value()), record.offset() + 1)
                        .thenApply(_ -> record))
            .toMat(Sink.ignore(), Keep.both())
            .run(system);
    running
        .second()
        .whenComplete((_, failure) -> {
          if (failure != null) {
            reader.failed(failure);
          }
        });
    return running.first()::shutdown;
  }
}
