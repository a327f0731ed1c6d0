package reco.model.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityTest {
  @ParameterizedTest
  @CsvSource({
    "1, FULL",
    "16, FULL",
    "17, HALF",
    "24, HALF",
    "25, QUARTER",
    "32, QUARTER",
    "33, EIGHTH",
    "1000000, EIGHTH"
  })
  void fallsAStepForEachHalfOfTheRequestsThatAreTooMany(int inFlight, Quality expected) {
    assertThat(Quality.under(inFlight, 16)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"20, EIGHTH", "31, EIGHTH", "32, QUARTER", "62, QUARTER", "63, HALF", "126, FULL"})
  void aLongSlateIsNotNarrowedBelowTwiceItsLength(int count, Quality expected) {
    assertThat(Quality.EIGHTH.atLeastFor(count, 500)).isEqualTo(expected);
  }

  @Test
  void aNarrowedPipelineHasTheSameStagesOverFewerCandidates() {
    var home =
        new Pipeline(
            "home",
            Duration.ofMillis(100),
            Duration.ofMillis(15),
            List.of(
                new Pipeline.Source(Stages.TWO_TOWER, 400, Duration.ofMillis(20)),
                new Pipeline.Source(Stages.NEW, 3, Duration.ofMillis(5))),
            List.of(new Pipeline.Filter(Stages.VISIBLE)),
            new Pipeline.Ranker(Stages.ENGAGEMENT, 500, Duration.ofMillis(40)),
            List.of(new Pipeline.Reranker(Stages.MMR)),
            new Pipeline.Exploration(Stages.NONE));

    Pipeline narrowed = home.narrowed(Quality.EIGHTH);

    assertThat(narrowed.sources())
        .extracting(Pipeline.Source::name, Pipeline.Source::quota)
        .containsExactly(tuple(Stages.TWO_TOWER, 50), tuple(Stages.NEW, 1));
    assertThat(narrowed.ranker().candidates()).isEqualTo(63);
    assertThat(narrowed.filters()).isEqualTo(home.filters());
    assertThat(narrowed.rerankers()).isEqualTo(home.rerankers());
    assertThat(narrowed.version()).isNotEqualTo(home.version());
    assertThat(Pipelines.parse(narrowed.describe())).as("what a trace keeps").isEqualTo(narrowed);
    assertThat(home.narrowed(Quality.FULL)).isSameAs(home);
  }
}
