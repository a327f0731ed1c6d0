package reco.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The dead-letter topic: records that cannot be read, as they came, with where they stood and why.
 */
public final class DeadLetters implements AutoCloseable {
  private static final long BUFFER_BYTES = 8L * 1024 * 1024;

  private final LogProducer producer;
  private final String topic;
  private final Counter written;

  public DeadLetters(KafkaClients clients, TopicNames topics, MeterRegistry meters) {
    this.topic = topics.deadLetters();
    this.producer = new LogProducer(clients.producer(BUFFER_BYTES, 0, topic));
    this.written = meters.counter("reco.dead.letters");
  }

  /** Completes when Kafka holds the copy: only then may the record's partition move on. */
  CompletionStage<Void> write(ConsumerRecord<byte[], byte[]> record, String cause) {
    var copy = new ProducerRecord<>(topic, record.key(), record.value());
    record.headers().forEach(copy.headers()::add);
    copy.headers()
        .add("reco_cause", cause.getBytes(UTF_8))
        .add("reco_topic", record.topic().getBytes(UTF_8))
        .add("reco_partition", Integer.toString(record.partition()).getBytes(UTF_8))
        .add("reco_offset", Long.toString(record.offset()).getBytes(UTF_8))
        .add("reco_timestamp", Long.toString(record.timestamp()).getBytes(UTF_8));
    return producer.send(copy).thenAccept(_ -> written.increment());
  }

  @Override
  public void close() {
    producer.close();
  }
}
