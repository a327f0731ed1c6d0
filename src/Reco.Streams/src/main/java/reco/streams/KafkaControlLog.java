package reco.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.admin.v1.AuditRecord;
import reco.model.ranking.Parameter;
import reco.model.ranking.Parameters;
import reco.model.release.ReleaseDecision;
import reco.node.log.ControlLog;
import reco.protocol.ReleaseCodec;

/**
 * The control topic: every change of a parameter, every decision about a model's versions and what
 * operators did to nodes, in order, followed by every node.
 */
public final class KafkaControlLog implements ControlLog, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KafkaControlLog.class);
  private static final long BUFFER_BYTES = 1024 * 1024;
  private static final String RELEASE = "release:";
  private static final String AUDIT = "audit";

  private final LogProducer producer;
  private final String topic;

  public KafkaControlLog(KafkaClients clients, TopicNames topics) {
    this.topic = topics.control();
    this.producer = new LogProducer(clients.producer(BUFFER_BYTES, 0, topic));
  }

  @Override
  public CompletionStage<Void> set(Parameter parameter, double value) {
    var change =
        reco.admin.v1.Parameter.newBuilder()
            .setName(parameter.parameterName())
            .setValue(value)
            .build();
    return producer
        .send(
            new ProducerRecord<>(
                topic, parameter.parameterName().getBytes(UTF_8), change.toByteArray()))
        .thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<Void> decide(ReleaseDecision decision) {
    return producer
        .send(
            new ProducerRecord<>(
                topic,
                (RELEASE + decision.model()).getBytes(UTF_8),
                ReleaseCodec.encode(decision).toByteArray()))
        .thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<Void> audit(AuditRecord record) {
    return producer
        .send(new ProducerRecord<>(topic, AUDIT.getBytes(UTF_8), record.toByteArray()))
        .thenAccept(_ -> {});
  }

  /**
   * Follows the topic from its beginning; called by one thread.
   *
   * @param parameters takes each change
   * @param releases takes each decision
   * @param audits takes each record of what an operator did
   */
  public static TopicFollower follow(
      KafkaClients clients,
      TopicNames topics,
      Consumer<UnaryOperator<Parameters>> parameters,
      Consumer<ReleaseDecision> releases,
      Consumer<AuditRecord> audits) {
    return TopicFollower.start(
        clients,
        topics.control(),
        Map.of(),
        record -> {
          String key = record.key() == null ? "" : new String(record.key(), UTF_8);
          if (key.startsWith(RELEASE)) {
            decision(record).ifPresent(releases);
          } else if (key.equals(AUDIT)) {
            audited(record).ifPresent(audits);
          } else {
            parameters.accept(change(record));
          }
        });
  }

  private static Optional<ReleaseDecision> decision(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(ReleaseCodec.decode(record.value()));
    } catch (IllegalArgumentException e) {
      log.warn("control record at offset {} is left out: {}", record.offset(), e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<AuditRecord> audited(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(AuditRecord.parseFrom(record.value()));
    } catch (InvalidProtocolBufferException e) {
      log.warn("control record at offset {} is left out: {}", record.offset(), e.getMessage());
      return Optional.empty();
    }
  }

  private static UnaryOperator<Parameters> change(ConsumerRecord<byte[], byte[]> record) {
    try {
      var change = reco.admin.v1.Parameter.parseFrom(record.value());
      return parameters ->
          switch (parameters.with(change.getName(), change.getValue())) {
            case Parameters.Changed(var changed) -> changed;
            case Parameters.Refused(var problem) -> {
              log.warn("control record at offset {} is left out: {}", record.offset(), problem);
              yield parameters;
            }
          };
    } catch (InvalidProtocolBufferException e) {
      log.warn("control record at offset {} cannot be read: {}", record.offset(), e.getMessage());
      return UnaryOperator.identity();
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
