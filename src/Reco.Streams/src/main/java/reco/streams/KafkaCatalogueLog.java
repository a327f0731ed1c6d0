package reco.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import reco.model.id.ItemId;
import reco.model.item.Item;
import reco.node.log.CatalogueLog;
import reco.protocol.ItemCodec;

/**
 * The items topic as seen by those who write to it: the newest value of an item, or a tombstone.
 */
public final class KafkaCatalogueLog implements CatalogueLog, AutoCloseable {
  private static final long BUFFER_BYTES = 16L * 1024 * 1024;
  private static final int LINGER_MILLIS = 1;

  private final LogProducer producer;
  private final String topic;

  public KafkaCatalogueLog(KafkaClients clients, TopicNames topics) {
    this.topic = topics.items();
    this.producer = new LogProducer(clients.producer(BUFFER_BYTES, LINGER_MILLIS, topic));
  }

  @Override
  public CompletionStage<Long> upsert(Item item) {
    return write(item.id(), ItemCodec.encode(item).toByteArray());
  }

  @Override
  public CompletionStage<Long> delete(ItemId item) {
    return write(item, null);
  }

  private CompletionStage<Long> write(ItemId item, byte @Nullable [] value) {
    return producer
        .send(new ProducerRecord<>(topic, item.recordKey().getBytes(UTF_8), value))
        .thenApply(RecordMetadata::offset);
  }

  @Override
  public void close() {
    producer.close();
  }
}
