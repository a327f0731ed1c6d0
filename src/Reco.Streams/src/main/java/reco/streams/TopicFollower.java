package reco.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a whole topic on a thread of its own and then follows it: every node has one for each thing
 * that all nodes know. The handler is called by that thread alone, so what it writes has a single
 * writer.
 */
public final class TopicFollower implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(20);

  /** Takes the records of a followed topic. */
  public interface Handler {
    void accept(ConsumerRecord<byte[], byte[]> record);

    /** Called after each poll, with records or without. */
    default void afterPoll() {}
  }

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final Map<Integer, Long> fromOffsets;
  private final Handler handler;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final Thread thread;

  private TopicFollower(
      KafkaClients clients, String topic, Map<Integer, Long> fromOffsets, Handler handler) {
    this.consumer = clients.consumer();
    this.topic = topic;
    this.fromOffsets = Map.copyOf(fromOffsets);
    this.handler = handler;
    this.thread = Thread.ofPlatform().name("follow-" + topic).unstarted(this::follow);
  }

  /**
   * Starts to follow.
   *
   * @param fromOffsets the first offset wanted per partition; a partition that is not here is read
   *     from its beginning
   */
  public static TopicFollower start(
      KafkaClients clients, String topic, Map<Integer, Long> fromOffsets, Handler handler) {
    var follower = new TopicFollower(clients, topic, fromOffsets, handler);
    follower.thread.start();
    return follower;
  }

  /** Completes when everything that the topic held at the start has been handled. */
  public CompletionStage<Void> caughtUp() {
    return caughtUp.minimalCompletionStage();
  }

  private void follow() {
    try (consumer) {
      List<TopicPartition> partitions = assign();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (true) {
        for (var record : consumer.poll(POLL)) {
          handler.accept(record);
        }
        handler.afterPoll();
        if (!caughtUp.isDone() && TopicReads.hasReached(consumer, ends)) {
          caughtUp.complete(null);
        }
      }
    } catch (WakeupException e) {
      log.debug("{}: following ended", topic);
    } catch (RuntimeException e) {
      log.error("{}: following failed", topic, e);
      caughtUp.completeExceptionally(e);
    }
  }

  private List<TopicPartition> assign() {
    List<TopicPartition> partitions = TopicReads.partitions(consumer, topic);
    consumer.assign(partitions);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long first = beginnings.getOrDefault(partition, 0L);
      consumer.seek(
          partition, Math.max(first, fromOffsets.getOrDefault(partition.partition(), first)));
    }
    return partitions;
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
