package reco.streams;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import reco.model.counting.ItemDelta;
import reco.model.item.ItemStats;
import reco.node.log.ItemStatsLog;
import reco.protocol.ItemStatsCodec;

/**
 * The topic of item stats: compacted, so that it holds what was published last of each item. Keys
 * are the item (8 bytes) and the kind (1 byte).
 */
public final class KafkaItemStatsLog implements ItemStatsLog, AutoCloseable {
  private static final long BUFFER_BYTES = 64L * 1024 * 1024;
  private static final int LINGER_MILLIS = 5;
  private static final int KEY_BYTES = Long.BYTES + 1;

  private final String topic;
  private final int partitions;
  private final LogProducer producer;

  public KafkaItemStatsLog(KafkaClients clients, TopicNames topics) {
    this.topic = topics.itemStats();
    this.partitions = clients.partitions(topic);
    this.producer = new LogProducer(clients.producer(BUFFER_BYTES, LINGER_MILLIS, topic));
  }

  @Override
  public CompletionStage<?> publish(List<ItemStats> stats) {
    return CompletableFuture.allOf(
        stats.stream()
            .map(each -> producer.send(record(each)).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  private ProducerRecord<byte[], byte[]> record(ItemStats stats) {
    byte[] key = ByteBuffer.allocate(KEY_BYTES).putLong(stats.item()).put(kind(stats)).array();
    int partition = ItemDelta.partition(stats.item(), partitions);
    return new ProducerRecord<>(topic, partition, key, ItemStatsCodec.encode(stats));
  }

  private static byte kind(ItemStats stats) {
    return switch (stats) {
      case ItemStats.Counts _ -> 1;
      case ItemStats.Neighbours _ -> 2;
    };
  }

  @Override
  public void close() {
    producer.close();
  }
}
