package reco.lab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reco.lab.load.Call;
import reco.lab.load.ClosedLoop;
import reco.lab.load.LoadClient;
import reco.lab.load.LoadResult;
import reco.lab.load.Zipf;
import reco.model.interaction.InteractionType;

/**
 * How many events a second go all the way from an HTTP batch to persisted user state; beside what
 * Redis alone writes of the same records, and what a Kafka consumer alone reads of the same events.
 */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = "Events a second into persisted state, beside bare Redis and a bare consumer.")
public final class IngestBench implements Callable<Integer> {
  private static final int BATCH = 100;
  private static final double ZIPF_EXPONENT = 1;
  private static final Duration STILL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Mixin private BenchTarget target = new BenchTarget();

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "200000",
      description = "Events that are measured. Default: ${DEFAULT-VALUE}.")
  private int events = 200_000;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Events before those. Default: ${DEFAULT-VALUE}.")
  private int warmUpEvents = 100_000;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Users, drawn by Zipf's law. Default: ${DEFAULT-VALUE}.")
  private int users = 100_000;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "8",
      description = "Batches in flight. Default: ${DEFAULT-VALUE}.")
  private int concurrency = 8;

  @Option(
      names = "--redis",
      paramLabel = "URI",
      defaultValue = "${env:RECO_REDIS_URI:-redis://127.0.0.1:16379}",
      description = "The server's Redis. Default: $RECO_REDIS_URI, else ${DEFAULT-VALUE}.")
  private String redis = "";

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:RECO_KAFKA_BOOTSTRAP_SERVERS:-127.0.0.1:19092}",
      description = "The server's Kafka. Default: ${DEFAULT-VALUE}.")
  private String kafka = "";

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      defaultValue = "reco.interactions",
      description = "The topic of interactions. Default: ${DEFAULT-VALUE}.")
  private String topic = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (LoadClient client = target.connect()) {
      target.report(measure(client));
    }
    return 0;
  }

  private Figures measure(LoadClient client) throws InterruptedException {
    var server = new Server(client);
    List<String> items = Audience.popularItems(server);
    String run = target.run();
    ingest(client, server, batches(run, items, warmUpEvents, 1));
    try (var consumer = BareConsumer.atEnd(kafka, topic)) {
      double eventsPerSecond = ingest(client, server, batches(run, items, events, 2));
      double consumedPerSecond = consumer.readPerSecond();
      int stateBytes = stateBytes(server, run);
      double writesPerSecond = BareRedis.writesPerSecond(redis, run, events, users, stateBytes);
      return new Figures("ingest", "HTTP batches of %d to persisted state".formatted(BATCH))
          .with("events_per_s", eventsPerSecond)
          .with("bare_redis_writes_per_s", writesPerSecond)
          .with("bare_consumer_events_per_s", consumedPerSecond)
          .remark(
              "%,d events of %,d users, Zipf; records of %,d bytes"
                  .formatted(events, users, stateBytes));
    }
  }

  /** Sends the batches and waits until their events are applied: events a second over all that. */
  private double ingest(LoadClient client, Server server, List<Call> batches)
      throws InterruptedException {
    long before = settled(server);
    long start = System.nanoTime();
    LoadResult sent =
        new ClosedLoop(client, concurrency, PATIENCE)
            .run(batches.size(), n -> batches.get((int) n));
    if (sent.accepted().count() < batches.size()) {
      throw new BenchFailedException(
          "%d of %d batches were not accepted"
              .formatted(batches.size() - sent.accepted().count(), batches.size()));
    }
    long expected = before + (long) batches.size() * BATCH;
    Waiting.until(
        "the events to be applied",
        PATIENCE,
        () -> server.status().interactionsApplied() >= expected);
    return batches.size() * (double) BATCH / ((System.nanoTime() - start) / 1e9);
  }

  /** Interactions applied, once their number has stood still for a while. */
  private static long settled(Server server) {
    var applied = new AtomicLong(-1);
    var since = new AtomicLong();
    Waiting.until(
        "earlier events to be applied",
        () -> {
          long seen = server.status().interactionsApplied();
          if (applied.getAndSet(seen) != seen) {
            since.set(System.nanoTime());
          }
          return System.nanoTime() - since.get() > STILL.toNanos();
        });
    return applied.get();
  }

  private List<Call> batches(String run, List<String> items, int count, long seed) {
    var random = new SplittableRandom(seed);
    var popularUsers = new Zipf(users, ZIPF_EXPONENT);
    var popularItems = new Zipf(items.size(), ZIPF_EXPONENT);
    List<Call> batches = new ArrayList<>();
    for (int b = 0; b < Math.max(1, count / BATCH); b++) {
      batches.add(
          BenchEvent.batch(
              IntStream.range(0, BATCH)
                  .mapToObj(_ ->
                      new BenchEvent(
                          user(run, popularUsers.next(random)),
                          items.get(popularItems.next(random)),
                          InteractionType.CLICK))
                  .toList()));
    }
    return batches;
  }

  private static String user(String run, int rank) {
    return "bench-" + run + "-" + rank;
  }

  /** The mean stored size over users drawn like those of the events. */
  private int stateBytes(Server server, String run) {
    var random = new SplittableRandom(3);
    var popular = new Zipf(users, ZIPF_EXPONENT);
    return (int)
        IntStream.range(0, 100)
            .mapToLong(_ -> server.storedBytes(user(run, popular.next(random))))
            .filter(bytes -> bytes > 0)
            .average()
            .orElseThrow(() -> new BenchFailedException("no stored state of any user found"));
  }
}
