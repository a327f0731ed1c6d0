package reco.node.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.Subject;
import reco.model.item.Item;
import reco.model.pipeline.Quality;
import reco.model.retrieval.RetrievalModel;
import reco.model.retrieval.SequenceEncoder;
import reco.model.user.UserState;

/** CG-1. The fake model encodes a user to the number of items, and projects to -1. */
class EncodedQueriesTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final long NOW = 1_700_000_000_000L;

  private final ActorTestKit kit = ActorTestKit.create();
  private final Counting model = new Counting();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final EncodedQueries queries = queries(64);

  @AfterEach
  void end() {
    model.passes.release(1_000);
    kit.shutdownTestKit();
  }

  @Test
  void aUserIsEncodedOnceForAsLongAsNothingHappens() {
    model.passes.release(1);

    var first = ask(user(3), NOW, LONG);
    var second = ask(user(3), NOW + 60_000, LONG);

    assertThat(first.values()).containsExactly(3);
    assertThat(first.gap()).isEmpty();
    assertThat(second.values()).containsExactly(3);
    assertThat(model.batches).containsExactly(1);
    assertThat(count("encoded")).isEqualTo(1);
    assertThat(count("kept")).isEqualTo(1);
  }

  @Test
  void aUserWhoHasDoneMoreIsEncodedAgain() {
    model.passes.release(2);
    ask(user(3), NOW, LONG);

    var next = ask(user(4), NOW + 1_000, LONG);

    assertThat(next.values()).containsExactly(4);
    assertThat(next.revision()).isEqualTo(4);
  }

  @Test
  void soonerThanTheRefreshIntervalTheLastQueryServes() {
    model.passes.release(2);
    ask(user(3), NOW, LONG);

    var next = ask(user(4), NOW + 999, LONG);

    assertThat(next).isEqualTo(ask(user(3), NOW, LONG));
    assertThat(next.revision()).isEqualTo(3);
    assertThat(next.gap()).isEmpty();
    assertThat(model.batches).hasSize(1);
  }

  @Test
  void whereTheVisitorIsAtAnItemTheLastQueryDoesNotServe() {
    model.passes.release(1);
    ask(user(3), NOW, LONG);

    var next = join(queries.query(user(3), ItemId.of("here").key(), NOW + 1, Quality.FULL, LONG));

    assertThat(next.values()).containsExactly(-1);
  }

  @Test
  void whatComesTooLateIsThereForTheNextRequest() {
    var late = ask(user(3), NOW, SHORT);
    model.passes.release(1);
    await().until(() -> ask(user(3), NOW + 1, Duration.ZERO).gap().isEmpty());

    var next = ask(user(3), NOW + 2, Duration.ZERO);

    assertThat(late.values()).containsExactly(-1);
    assertThat(late.gap()).isEqualTo("encoder timeout");
    assertThat(next.values()).containsExactly(3);
    assertThat(model.batches).containsExactly(1);
  }

  @Test
  void underLoadNobodyIsEncoded() {
    var narrowed = join(queries.query(user(3), 0, NOW, Quality.HALF, LONG));

    assertThat(narrowed.values()).containsExactly(-1);
    assertThat(narrowed.gap()).isEmpty();
    assertThat(model.batches).isEmpty();
  }

  @Test
  void aUserWithoutAHistoryIsNotEncoded() {
    var nobody = ask(UserState.empty(UserId.of("new")), NOW, LONG);

    assertThat(nobody.values()).containsExactly(-1);
    assertThat(model.batches).isEmpty();
  }

  @Test
  void whatArrivesDuringAPassMakesTheNextBatch() {
    var answers = new ArrayList<CompletionStage<QueryVector>>();
    for (int i = 0; i < 12; i++) {
      answers.add(queries.query(user("user-" + i, 2), 0, NOW, Quality.FULL, LONG));
    }
    model.passes.release(100);
    answers.forEach(answer -> assertThat(join(answer).values()).containsExactly(2));

    assertThat(model.batches).allMatch(users -> users <= 8);
    assertThat(model.batches.stream().mapToInt(users -> users).sum()).isEqualTo(12);
    assertThat(model.batches).hasSizeLessThan(12);
  }

  @Test
  void aFullQueueTakesNobody() {
    var narrow = queries(1);
    var waiting = narrow.query(user("one", 2), 0, NOW, Quality.FULL, LONG);

    var refused = join(narrow.query(user("two", 2), 0, NOW, Quality.FULL, LONG));
    model.passes.release(10);

    assertThat(refused.values()).containsExactly(-1);
    assertThat(refused.gap()).isEqualTo("encoder queue full");
    assertThat(join(waiting).values()).containsExactly(2);
    await()
        .until(
            () -> join(narrow.query(user("two", 2), 0, NOW, Quality.FULL, LONG)).gap().isEmpty());
  }

  @Test
  void aFailedPassCostsTheQueryAndIsTriedAgain() {
    model.passes.release(2);
    model.fails = true;
    var failed = ask(user(3), NOW, LONG);
    model.fails = false;

    var next = ask(user(3), NOW + 1, LONG);

    assertThat(failed.values()).containsExactly(-1);
    assertThat(failed.gap()).isEqualTo("encoder failed");
    assertThat(next.values()).containsExactly(3);
  }

  @Test
  void theModelIsClosedWhenItIsStopped() {
    queries.stop();

    await().until(() -> model.closed);
  }

  private EncodedQueries queries(int queuedUsers) {
    var metrics = new EncoderMetrics(meters);
    var actor =
        kit.spawn(EncoderActor.create(model, model, 8, metrics), DispatcherSelector.blocking());
    var settings = new EncoderSettings(8, queuedUsers, 100, Duration.ofSeconds(1));
    return new EncodedQueries(model, model, settings, actor, metrics);
  }

  private QueryVector ask(UserState user, long nowMillis, Duration budget) {
    return join(queries.query(user, 0, nowMillis, Quality.FULL, budget));
  }

  private double count(String origin) {
    return meters.counter("reco.encoder.queries", "origin", origin).count();
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static UserState user(int clicks) {
    return user("ann", clicks);
  }

  private static UserState user(String id, int clicks) {
    var user = UserId.of(id);
    var group = IntStream.range(0, clicks).mapToObj(EncodedQueriesTest::click).toList();
    return UserState.empty(user).apply(group).withRevision(clicks);
  }

  private static Observation click(int number) {
    var item = Subject.of(ItemId.of("item-" + number));
    return new Observation(
        new Interaction("event-" + number, NOW - 1_000 + number, InteractionType.CLICK, item),
        new LogPosition(1, 0, number));
  }

  private static final class Counting implements RetrievalModel, SequenceEncoder {
    final Semaphore passes = new Semaphore(0);
    final List<Integer> batches = new CopyOnWriteArrayList<>();
    volatile boolean fails;
    volatile boolean closed;

    @Override
    public String version() {
      return "retrieval@v1";
    }

    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public float[] embed(Item item) {
      return new float[1];
    }

    @Override
    public float[] query(UserState user, long lastItem, long nowMillis) {
      return new float[] {-1};
    }

    @Override
    public int longest() {
      return 50;
    }

    @Override
    public List<float[]> encode(List<long[]> sequences) {
      passes.acquireUninterruptibly();
      if (fails) {
        throw new IllegalStateException("as the test wants");
      }
      batches.add(sequences.size());
      return sequences.stream().map(items -> new float[] {items.length}).toList();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
