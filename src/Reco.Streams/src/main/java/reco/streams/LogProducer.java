package reco.streams;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import reco.node.log.LogUnavailableException;

/**
 * A Kafka producer that never blocks and never throws: a record is held by all replicas, or
 * refused.
 */
final class LogProducer implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;

  LogProducer(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** Completes once the log holds the record; fails with {@link LogUnavailableException}. */
  CompletionStage<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    var sent = new CompletableFuture<RecordMetadata>();
    try {
      producer.send(
          record,
          (metadata, failure) -> {
            if (failure == null) {
              sent.complete(metadata);
            } else {
              sent.completeExceptionally(unavailable(record, failure));
            }
          });
    } catch (RuntimeException e) {
      sent.completeExceptionally(unavailable(record, e));
    }
    return sent;
  }

  private static LogUnavailableException unavailable(
      ProducerRecord<byte[], byte[]> record, Exception cause) {
    return new LogUnavailableException(
        "topic %s takes no record now: %s".formatted(record.topic(), cause.getMessage()), cause);
  }

  @Override
  public void close() {
    producer.close();
  }
}
