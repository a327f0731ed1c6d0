package reco.streams;

import com.typesafe.config.Config;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The item side's reading of the interactions: a consumer group of its own that turns events into
 * item deltas, each exactly once. It runs in sessions on a thread of its own; after a failure the
 * next one begins from the last transaction.
 */
public final class ItemDeltaStream implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ItemDeltaStream.class);
  private static final Duration END_WITHIN = Duration.ofSeconds(15);

  private final Parts parts;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Counter restarts;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** What every session is given. */
  record Parts(
      KafkaClients clients,
      TopicNames topics,
      ItemDeltaSettings settings,
      InteractionRecords records,
      VisitorLog visitorLog,
      Progress progress,
      Counter events,
      Counter transactions) {}

  /**
   * @param producers of transactions, a new one a session
   */
  ItemDeltaStream(
      KafkaClients clients,
      TopicNames topics,
      ItemDeltaSettings settings,
      MeterRegistry meters,
      Supplier<Producer<byte[], byte[]>> producers) {
    this.parts =
        new Parts(
            clients,
            topics,
            settings,
            new InteractionRecords(topics.interactions(), clients.topicHash(topics.interactions())),
            new VisitorLog(clients, topics.visitors()),
            new Progress(clients),
            meters.counter("reco.items.events"),
            meters.counter("reco.items.transactions"));
    this.producers = producers;
    this.restarts = meters.counter("reco.items.restarts");
    Progress.gauge(meters, "reco.items.lag", parts::progress);
    this.thread = Thread.ofPlatform().daemon().name("item-deltas").start(this::run);
  }

  /**
   * Starts to read as a member of the group.
   *
   * @param node names this node for as long as its state folder lives
   */
  public static ItemDeltaStream start(
      Config config, KafkaClients clients, TopicNames topics, String node, MeterRegistry meters) {
    var settings = ItemDeltaSettings.of(config, node);
    return new ItemDeltaStream(
        clients, topics, settings, meters, () -> producer(clients, settings));
  }

  static Producer<byte[], byte[]> producer(KafkaClients clients, ItemDeltaSettings settings) {
    return clients.transactionalProducer(
        settings.group() + "-" + settings.node(), settings.transactionTimeout());
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (var session = session()) {
        session.run(() -> closing.getCount() == 0);
      } catch (RuntimeException e) {
        restarts.increment();
        log.warn("item deltas begin again from the last transaction", e);
        pause();
      }
    }
  }

  private ItemDeltaSession session() {
    var settings = parts.settings();
    return new ItemDeltaSession(
        parts,
        parts
            .clients()
            .groupConsumer(
                settings.group(),
                settings.node(),
                settings.sessionTimeout(),
                settings.stallTimeout()),
        producers.get());
  }

  private void pause() {
    try {
      closing.await(parts.settings().restartAfter().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Interactions of this node's partitions whose deltas are not written yet, now; empty where that
   * is not known.
   */
  public OptionalLong measureLag() {
    return parts.progress().measureLag();
  }

  /** Ends with the transaction under way. */
  @Override
  public void close() {
    closing.countDown();
    try {
      if (!thread.join(END_WITHIN)) {
        log.warn("the last transaction of item deltas did not end in {}", END_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parts.progress().close();
  }
}
