package reco.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.MessageLite;
import com.typesafe.config.Config;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.internal.v1.DecisionTrace;
import reco.model.decision.RecordedDecision;
import reco.model.decision.Trace;
import reco.model.id.Hashes;
import reco.model.slate.LaterPage;
import reco.node.log.DecisionLog;
import reco.node.request.Recommendation;
import reco.protocol.DecisionCodec;

/**
 * The topics of decisions and of their traces. A thread of its own encodes and sends, so that a
 * request never waits for it. It goes at the pace of the log; beyond the queue's bound decisions
 * are dropped and counted.
 */
public final class KafkaDecisionLog implements DecisionLog, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KafkaDecisionLog.class);
  private static final long BUFFER_BYTES = 32L * 1024 * 1024;
  private static final int LINGER_MILLIS = 20;

  /** How long a close goes on writing what waits. */
  private static final Duration LAST_WRITES = Duration.ofSeconds(5);

  private final TopicNames topics;
  private final LogProducer producer;
  private final TraceFinder finder;
  private final String build;
  private final String platform;
  private final double traceShare;
  private final BlockingQueue<Runnable> queue;
  private final Counter written;
  private final Counter dropped;
  private final Thread writer;
  private volatile boolean closing;

  /**
   * @param build of this program, and the platform that ranks: part of each trace
   */
  public KafkaDecisionLog(
      Config config,
      KafkaClients clients,
      TopicNames topics,
      MeterRegistry meters,
      String build,
      String platform) {
    this.build = build;
    this.platform = platform;
    Config settings = config.getConfig("reco.streams.decisions");
    this.topics = topics;
    this.traceShare = settings.getDouble("trace-share");
    this.queue = new ArrayBlockingQueue<>(settings.getInt("queue"));
    this.producer =
        new LogProducer(
            clients.backgroundProducer(
                BUFFER_BYTES, LINGER_MILLIS, topics.decisions(), topics.decisionTraces()));
    this.finder = new TraceFinder(clients, topics.decisionTraces());
    this.written = meters.counter("reco.decisions.written");
    this.dropped = meters.counter("reco.decisions.dropped");
    meters.gaugeCollectionSize("reco.decisions.queue", java.util.List.of(), queue);
    this.writer = Thread.ofPlatform().name("decision-log").start(this::write);
  }

  @Override
  public void record(Recommendation recommendation) {
    later(() -> send(recommendation));
  }

  @Override
  public void record(LaterPage page) {
    later(() -> send(topics.decisions(), page.user().key(), DecisionCodec.record(page)));
  }

  private void later(Runnable sending) {
    if (!queue.offer(sending)) {
      dropped.increment();
    }
  }

  private void write() {
    try {
      while (!closing || !queue.isEmpty()) {
        Runnable next = queue.poll(100, TimeUnit.MILLISECONDS);
        if (next != null) {
          run(next);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Runnable sending) {
    try {
      sending.run();
    } catch (RuntimeException e) {
      dropped.increment();
      log.error("a decision could not be written", e);
    }
  }

  private void send(Recommendation recommendation) {
    var inputs = recommendation.inputs();
    var decision = recommendation.decision();
    int count = Math.min(inputs.query().count(), decision.items().size());
    send(
        topics.decisions(),
        inputs.query().user().key(),
        DecisionCodec.record(inputs, decision, recommendation.degraded(), 0, count));
    String requestId = inputs.query().requestId();
    if (isTraced(requestId)) {
      send(topics.decisionTraces(), requestId, DecisionCodec.encode(trace(recommendation)));
    }
  }

  private Trace trace(Recommendation recommendation) {
    return new Trace(
        recommendation.pipeline(),
        recommendation.inputs(),
        RecordedDecision.of(recommendation.decision()),
        recommendation.degraded(),
        build,
        platform);
  }

  private void send(String topic, String key, MessageLite value) {
    producer
        .send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.toByteArray()))
        .whenComplete((_, failure) -> (failure == null ? written : dropped).increment());
  }

  private boolean isTraced(String requestId) {
    return (Hashes.hash(requestId) >>> 11) * 0x1.0p-53 < traceShare;
  }

  @Override
  public CompletionStage<Optional<DecisionTrace>> find(String requestId) {
    return CompletableFuture.supplyAsync(
        () -> finder.find(requestId), Executors.newVirtualThreadPerTaskExecutor());
  }

  @Override
  public void close() {
    closing = true;
    try {
      if (!writer.join(LAST_WRITES)) {
        writer.interrupt();
        writer.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
