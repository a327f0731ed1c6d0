package reco.streams;

import java.util.concurrent.CompletionStage;
import reco.model.id.UserId;
import reco.model.interaction.LogPosition;
import reco.model.interaction.UserEvent;
import reco.node.log.InteractionLog;

/** The interactions topic as seen by those who write to it. */
public final class KafkaInteractionLog implements InteractionLog, AutoCloseable {
  private static final long BUFFER_BYTES = 32L * 1024 * 1024;
  private static final int LINGER_MILLIS = 2;

  private final LogProducer producer;
  private final InteractionRecords records;

  public KafkaInteractionLog(KafkaClients clients, TopicNames topics) {
    String topic = topics.interactions();
    this.records = new InteractionRecords(topic, clients.topicHash(topic));
    this.producer = new LogProducer(clients.producer(BUFFER_BYTES, LINGER_MILLIS, topic));
  }

  @Override
  public CompletionStage<LogPosition> append(UserId user, UserEvent event) {
    return producer.send(records.encode(user, event)).thenApply(records::position);
  }

  @Override
  public void close() {
    producer.close();
  }
}
