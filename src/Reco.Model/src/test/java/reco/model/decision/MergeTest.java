package reco.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Pipeline.Exploration;
import reco.model.pipeline.Pipeline.Ranker;
import reco.model.pipeline.Pipeline.Source;
import reco.model.pipeline.SourceAnswer;
import reco.model.pipeline.Stages;

/** FL-5. */
class MergeTest {
  @Test
  void anItemStandsOnceAtItsBestNormalizedRank() {
    var merged =
        Funnel.merge(
            pipeline(10), List.of(answer(Stages.TRENDING, 1, 2, 3), answer(Stages.NEW, 3, 4)));

    assertThat(merged).containsExactly(1, 3, 2, 4);
  }

  @Test
  void tiesFollowTheKey() {
    var merged =
        Funnel.merge(pipeline(10), List.of(answer(Stages.TRENDING, 9), answer(Stages.NEW, 8)));

    assertThat(merged).containsExactly(8, 9);
  }

  @Test
  void noMoreAreTakenThanTheRankerTakes() {
    var merged =
        Funnel.merge(
            pipeline(2), List.of(answer(Stages.TRENDING, 1, 2, 3), answer(Stages.NEW, 3, 4)));

    assertThat(merged).containsExactly(1, 3);
  }

  @Test
  void aSourceGivesNoMoreThanItsQuota() {
    var keys = new long[5];
    Arrays.setAll(keys, index -> index + 1);

    var merged = Funnel.merge(pipeline(10), List.of(answer(Stages.NEW, keys)));

    assertThat(merged).containsExactly(1, 2);
  }

  @Test
  void lateAndUnknownSourcesAndNoItemGiveNothing() {
    var merged =
        Funnel.merge(
            pipeline(10),
            List.of(
                SourceAnswer.missing(Stages.TRENDING, "late"),
                answer("astrology", 5),
                answer(Stages.NEW, 0, 6)));

    assertThat(merged).containsExactly(6);
  }

  /** Trending may give four, new items two. */
  private static Pipeline pipeline(int candidates) {
    return new Pipeline(
        "home",
        Duration.ofMillis(50),
        Duration.ofMillis(10),
        List.of(
            new Source(Stages.TRENDING, 4, Duration.ofMillis(5)),
            new Source(Stages.NEW, 2, Duration.ofMillis(5))),
        List.of(),
        new Ranker(Stages.NONE, candidates, Duration.ZERO),
        List.of(),
        new Exploration(Stages.NONE));
  }

  private static SourceAnswer answer(String source, long... items) {
    return SourceAnswer.of(source, items, new float[items.length]);
  }
}
