package reco.node.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;
import reco.node.ranking.RankerActor.Command;
import reco.node.ranking.RankerActor.Refused;
import reco.node.ranking.RankerActor.Score;
import reco.node.ranking.RankerActor.ScoreReply;
import reco.node.ranking.RankerActor.Scored;
import reco.node.ranking.RankerActor.Stop;
import reco.ranker.ScoringModel;

/** The ranker's batches. A pass runs when the test says so. */
class RankerActorTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final long NOW = 1_700_000_000_000L;

  private final AtomicLong nowMillis = new AtomicLong(NOW);
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMillis.get());
  private final ManualExecutor executor = new ManualExecutor();
  private final FakeModel model = new FakeModel("ranker@v1");
  private final TestProbe<ScoreReply> asker = KIT.createTestProbe();
  private ActorRef<Command> ranker = KIT.system().ignoreRef();

  @BeforeEach
  void start() {
    ranker =
        KIT.spawn(
            RankerActor.create(
                model,
                new RankerSettings(10, 3),
                executor,
                clock,
                new RankerMetrics(new SimpleMeterRegistry())));
  }

  @AfterAll
  static void stopKit() {
    KIT.shutdownTestKit();
  }

  @Test
  void anIdleRankerStartsAtOnce() {
    score(4);

    executor.runNext();

    assertThat(scored().probabilities().getFirst()).hasSize(4);
    assertThat(model.batches).containsExactly(List.of(4));
  }

  @Test
  void whatArrivesDuringAPassMakesTheNextOneUpToTheRowLimit() {
    score(1);
    executor.awaitPass();
    score(4);
    score(6);
    score(1);

    executor.runNext();
    executor.runNext();
    executor.runNext();

    asker.receiveSeveralMessages(4);
    assertThat(model.batches).containsExactly(List.of(1), List.of(4, 6), List.of(1));
  }

  @Test
  void aRequestLargerThanTheRowLimitRunsAlone() {
    score(1);
    executor.awaitPass();
    score(25);
    score(1);

    executor.runNext();
    executor.runNext();
    executor.runNext();

    asker.receiveSeveralMessages(3);
    assertThat(model.batches).containsExactly(List.of(1), List.of(25), List.of(1));
  }

  @Test
  void refusesAtOnceWhereTheQueueIsFull() {
    score(1);
    executor.awaitPass();
    score(1);
    score(1);
    score(1);

    score(1);

    asker.expectMessage(new Refused("queue full"));
  }

  @Test
  void skipsWhatNobodyWaitsForAnyMore() {
    score(1);
    executor.awaitPass();
    ranker.tell(new Score(features(2), NOW + 5, asker.ref()));
    score(3);
    nowMillis.addAndGet(6);

    executor.runNext();

    scored();
    asker.expectMessage(new Refused("expired"));
    executor.runNext();
    scored();
    assertThat(model.batches).containsExactly(List.of(1), List.of(3));
  }

  @Test
  void aFailedPassIsToldAndTheNextOneRuns() {
    model.failing = true;
    score(1);
    executor.runNext();
    asker.expectMessage(new Refused("failed"));
    model.failing = false;

    score(2);
    executor.runNext();

    assertThat(scored().model()).isEqualTo("ranker@v1");
  }

  @Test
  void aStoppedRankerAnswersThePassUnderWayRefusesWhatWaitsAndClosesItsModel() {
    score(1);
    executor.awaitPass();
    score(1);

    ranker.tell(new Stop());

    asker.expectNoMessage(Duration.ZERO);
    assertThat(model.closed).isFalse();
    executor.runNext();
    assertThat(scored().model()).isEqualTo("ranker@v1");
    asker.expectMessage(new Refused("stopped"));
    await().until(() -> model.closed);
  }

  @Test
  void anIdleRankerStopsAtOnce() {
    ranker.tell(new Stop());

    await().until(() -> model.closed);
  }

  private void score(int rows) {
    ranker.tell(new Score(features(rows), NOW + 1_000, asker.ref()));
  }

  private HeadScores scored() {
    return asker.expectMessageClass(Scored.class).scores();
  }

  private static FeatureMatrix features(int rows) {
    return new FeatureMatrix(new float[1], new float[rows], rows, 1);
  }

  /** Runs a task when the test says so, on the test's own thread. */
  private static final class ManualExecutor implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public synchronized void execute(Runnable task) {
      tasks.add(task);
    }

    synchronized int waiting() {
      return tasks.size();
    }

    synchronized Runnable take() {
      return tasks.remove();
    }

    void awaitPass() {
      await().until(() -> waiting() == 1);
    }

    void runNext() {
      awaitPass();
      take().run();
    }
  }

  /** Gives every row the probability one half. */
  private static final class FakeModel implements ScoringModel {
    private final String version;
    private final List<List<Integer>> batches = new ArrayList<>();
    private volatile boolean failing;
    private volatile boolean closed;

    FakeModel(String version) {
      this.version = version;
    }

    @Override
    public String version() {
      return version;
    }

    @Override
    public List<String> heads() {
      return List.of("click");
    }

    @Override
    public List<HeadScores> score(List<FeatureMatrix> requests) {
      if (failing) {
        throw new IllegalStateException("as the test wants");
      }
      batches.add(requests.stream().map(FeatureMatrix::rows).toList());
      return requests.stream()
          .map(request -> {
            var halves = new float[request.rows()];
            Arrays.fill(halves, 0.5f);
            return new HeadScores(version, List.of("click"), List.of(halves));
          })
          .toList();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
