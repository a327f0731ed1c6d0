package reco.node.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reco.model.decision.Query;
import reco.model.id.UserId;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;
import reco.model.ranking.Parameter;
import reco.model.ranking.Parameters;
import reco.ranker.ScoringModel;

/** TR-5: a candidate in the shadow of the serving version. */
class ShadowScorerTest {
  private static final Query QUERY = new Query("r1", UserId.of("u"), "home", 20, "", "", 0, 0, 1);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void whatBothScoredIsCompared() {
    try (var shadow = ShadowScorer.start(new Fake(0.1f, new CountDownLatch(0)), 8, meters)) {
      offer(shadow);
      offer(shadow);

      await().until(() -> shadow.report().compared() == 2);

      ShadowReport report = shadow.report();
      assertThat(report.rankCorrelation()).isEqualTo(1, within(1e-9));
      assertThat(report.overlapAt20()).isEqualTo(1);
      assertThat(report.largestDifference())
          .isEqualTo(0.1 * Parameter.WEIGHT_CLICK.standard(), within(1e-6));
      assertThat(report.servingMillis()).isEqualTo(3);
      assertThat(meters.get("reco.shadow.compared").counter().count()).isEqualTo(2);
    }
  }

  @Test
  void aFullQueueDropsAndNobodyWaits() {
    var release = new CountDownLatch(1);
    var candidate = new Fake(0, release);
    try (var shadow = ShadowScorer.start(candidate, 2, meters)) {
      offer(shadow);
      await().until(() -> candidate.entered);
      for (int i = 0; i < 5; i++) {
        offer(shadow);
      }

      assertThat(shadow.report().dropped()).isEqualTo(3);

      release.countDown();
      await().until(() -> shadow.report().compared() == 3);
    }
    assertThat(candidate.closed).isTrue();
  }

  @Test
  void aCandidateThatFailsIsCountedAndTheNextRequestTried() {
    try (var shadow = ShadowScorer.start(new Fake(Float.NaN, new CountDownLatch(0)), 8, meters)) {
      offer(shadow);
      offer(shadow);

      await().until(() -> shadow.report().failed() == 2);
      assertThat(shadow.report().compared()).isZero();
    }
  }

  private static void offer(ShadowScorer shadow) {
    shadow.scored(
        QUERY,
        new FeatureMatrix(new float[1], new float[3], 3, 1),
        scores("ranker@v1", 0),
        Parameters.STANDARD,
        3_000_000);
  }

  private static HeadScores scores(String model, float added) {
    return new HeadScores(
        model, List.of("click"), List.of(new float[] {0.1f + added, 0.2f + added, 0.3f + added}));
  }

  /** Scores as the serving version, and a number added. */
  private static final class Fake implements ScoringModel {
    private final float added;
    private final CountDownLatch release;
    private volatile boolean entered;
    private volatile boolean closed;

    Fake(float added, CountDownLatch release) {
      this.added = added;
      this.release = release;
    }

    @Override
    public String version() {
      return "ranker@v2";
    }

    @Override
    public List<String> heads() {
      return List.of("click");
    }

    @Override
    public List<HeadScores> score(List<FeatureMatrix> requests) {
      entered = true;
      try {
        if (!release.await(30, TimeUnit.SECONDS)) {
          throw new IllegalStateException("not released");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return requests.stream().map(_ -> scores(version(), added)).toList();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
