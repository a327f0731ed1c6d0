package reco.app;

import com.linecorp.armeria.client.grpc.GrpcClients;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import reco.admin.v1.AdminGrpc.AdminBlockingStub;
import reco.admin.v1.ListParametersRequest;
import reco.admin.v1.Parameter;
import reco.app.demo.Loader;
import reco.lab.data.Dataset;
import reco.lab.evaluation.HeldOut;
import reco.lab.evaluation.Histories;
import reco.lab.evaluation.Scorer;
import reco.lab.evaluation.UserHistory;
import reco.model.id.ItemId;
import reco.model.id.KeyIndex;
import reco.model.ranking.Parameters;
import reco.v1.Event;
import reco.v1.EventsGrpc.EventsBlockingStub;
import reco.v1.RecommendRequest;
import reco.v1.RecommendResponse;
import reco.v1.RecommendationsGrpc.RecommendationsBlockingStub;
import reco.v1.RecordEventsRequest;
import reco.v1.RecordEventsResponse;

/**
 * A server as the demo starts one, filled with a past and asked over gRPC. The last events of the
 * users asked go through its API; then it starts anew, so that everything is counted. Its ports are
 * free ones, so that no client of another server on this machine takes it for that one's.
 */
final class LiveServer implements AutoCloseable {
  private static final String SURFACE = EvaluateCommand.SURFACE;
  private static final String NO_MODEL = "no model";
  private static final int SLATE = 500;
  private static final int BATCH = 500;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Path state;
  private final Config settings;
  private final PrintWriter out;
  private Running running;

  /**
   * Starts an empty server.
   *
   * @param state a folder of its own, deleted at the end
   * @param models a registry that it serves from; a copy is taken
   */
  LiveServer(Path state, Path models, Config configuration, PrintWriter out) throws IOException {
    this.state = state;
    this.out = out;
    this.settings =
        ConfigFactory.parseMap(
                Map.of(
                    "reco.gateway.port", 0,
                    "reco.embedded.kafka.port", 0,
                    "reco.embedded.kafka.controller-port", 0,
                    "reco.embedded.redis.port", 0,
                    "reco.streams.decisions.trace-share", 0.0))
            .withFallback(configuration);
    delete(state);
    Files.createDirectories(state);
    if (Files.isDirectory(models)) {
      copy(models, state.resolve("models"));
    }
    running = Running.start(state, settings, out);
  }

  /** Loads a past as the demo does, sends what else is known of the users asked, and restarts. */
  void fill(Histories past, List<HeldOut> asked) {
    Dataset dataset = past.dataset(SURFACE);
    var steps = new Steps(out);
    var loader = new Loader(running.engine());
    steps.run(
        "%,d items".formatted(dataset.items().size()),
        () -> {
          loader.items(dataset);
          await(() -> running.engine().catalogueSize() >= dataset.items().size());
        });
    steps.run(
        "%,d interactions".formatted(dataset.interactions().size()),
        () -> loader.interactions(dataset));
    steps.run("the last events over gRPC", () -> send(past, asked));
    steps.run(
        "all of them applied",
        () -> {
          long visits = (long) dataset.interactions().size() + asked.size();
          await(() -> running.engine().isCaughtUp() && running.engine().counted() >= visits);
        });
    running.close();
    running = Running.start(state, settings, out);
  }

  private void send(Histories past, List<HeldOut> asked) {
    List<Event> events = new ArrayList<>();
    for (HeldOut each : asked) {
      int user = each.history().user();
      int known = past.sequences()[user].length;
      for (int i = known; i < each.history().items().length; i++) {
        String userId = past.users().get(user).id();
        events.add(
            Event.newBuilder()
                .setEventId("%s-%d".formatted(userId, i))
                .setUserId(userId)
                .setItemId(past.items().get(each.history().items()[i]).id().id())
                .setEvent("watch")
                .build());
      }
    }
    EventsBlockingStub api = stub(EventsBlockingStub.class);
    for (int first = 0; first < events.size(); first += BATCH) {
      RecordEventsResponse answer =
          api.recordEvents(
              RecordEventsRequest.newBuilder()
                  .addAllEvents(events.subList(first, Math.min(events.size(), first + BATCH)))
                  .build());
      if (answer.getRejected() > 0) {
        throw new IllegalStateException("an event was refused: " + answer.getResultsList());
      }
    }
  }

  /** Sets the weights, and waits until they are in use. */
  void use(Parameters weights) {
    AdminBlockingStub api = stub(AdminBlockingStub.class);
    weights
        .values()
        .forEach((name, value) ->
            api.setParameter(Parameter.newBuilder().setName(name).setValue(value).build()));
    await(() ->
        api.listParameters(ListParametersRequest.getDefaultInstance()).getParametersList().stream()
            .allMatch(each ->
                weights.values().getOrDefault(each.getName(), each.getValue()) == each.getValue()));
  }

  /** Asks for the slates of users by number. */
  Slates slates(Histories past) {
    return new Slates(past, stub(RecommendationsBlockingStub.class));
  }

  /** The scores of what the server would show. */
  static final class Slates implements Scorer {
    private final Histories past;
    private final RecommendationsBlockingStub api;
    private final KeyIndex numbers;
    private final AtomicInteger degraded = new AtomicInteger();

    private Slates(Histories past, RecommendationsBlockingStub api) {
      this.past = past;
      this.api = api;
      this.numbers =
          KeyIndex.of(past.items().stream().mapToLong(item -> item.id().key()).toArray());
    }

    /** Answers that some stage was missing from which could have been there. */
    int degraded() {
      return degraded.get();
    }

    @Override
    public void score(UserHistory user, float[] scores) {
      Arrays.fill(scores, Float.NEGATIVE_INFINITY);
      RecommendResponse answer =
          api.recommend(
              RecommendRequest.newBuilder()
                  .setUserId(past.users().get(user.user()).id())
                  .setSurface(SURFACE)
                  .setCount(SLATE)
                  .setTimeoutMs(TIMEOUT_MILLIS)
                  .build());
      if (answer.getDegradedList().stream().anyMatch(each -> !each.getCause().equals(NO_MODEL))) {
        degraded.incrementAndGet();
      }
      answer
          .getItemsList()
          .forEach(item -> scores[number(item.getItemId())] = (float) item.getScore());
    }

    private int number(String item) {
      int number = numbers.row(ItemId.of(item).key());
      if (number < 0) {
        throw new IllegalStateException(
            "item: got '%s' from the server, expected one of the %,d loaded"
                .formatted(item, past.items().size()));
      }
      return number;
    }
  }

  private <T> T stub(Class<T> type) {
    return GrpcClients.builder("gproto+" + running.url() + "/")
        .setHeader("authorization", "Bearer " + running.apiKey())
        .responseTimeoutMillis(2L * TIMEOUT_MILLIS)
        .maxResponseLength(64L << 20)
        .build(type);
  }

  private static void await(BooleanSupplier reached) {
    long giveUp = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!reached.getAsBoolean()) {
        if (System.nanoTime() > giveUp) {
          throw new IllegalStateException("the server did not get there within " + LIMIT);
        }
        Thread.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    running.close();
    delete(state);
  }
}
