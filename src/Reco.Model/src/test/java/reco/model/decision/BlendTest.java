package reco.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reco.model.decision.Funnel.Prepared;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.SourceAnswer;
import reco.model.pipeline.Stages;
import reco.model.ranking.Parameter;
import reco.model.ranking.Parameters;
import reco.model.ranking.Scoring;
import reco.model.sample.SampleInputs;

class BlendTest {
  private static final Pipeline HOME = SampleInputs.home();
  private static final double FLOOR = 1e-4;

  @Test
  void withoutWeightsReciprocalRanksRankAsBefore() {
    var prepared = prepared(Map.of());

    var decision = Funnel.decide(prepared, Optional.empty());

    assertThat(decision.items().getFirst().score())
        .isEqualTo(
            Arrays.stream(prepared.kept())
                .mapToDouble(prepared.provenance()::retrievalScore)
                .max()
                .orElseThrow());
  }

  @Test
  void eachSourceCountsByItsWeightCountsByTheirLogarithm() {
    var prepared =
        prepared(
            Map.of(
                Parameter.BLEND_TWO_TOWER.parameterName(), 2.0,
                Parameter.BLEND_CO_VISITATION.parameterName(), 0.5));

    for (var placed : Funnel.decide(prepared, Optional.empty()).items()) {
      double expected =
          2 * innerProduct(prepared, placed.row())
              + 0.5 * Math.log(score(prepared, placed.row(), Stages.CO_VISITATION) + FLOOR);
      assertThat(placed.score()).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void theRankersHeadsAndTheBlendAddUp() {
    var prepared = prepared(Map.of(Parameter.BLEND_CO_VISITATION.parameterName(), 0.5));
    var heads = SampleInputs.rank(prepared.features());
    double[] ranked = Scoring.scores(heads, prepared.inputs().parameters(), prepared.kept().length);

    var decision = Funnel.decide(prepared, Optional.of(heads));

    assertThat(decision.rung()).isEqualTo(Rung.RANKED);
    for (var placed : decision.items()) {
      int at = Arrays.binarySearch(prepared.kept(), placed.row());
      double blended = 0.5 * Math.log(score(prepared, placed.row(), Stages.CO_VISITATION) + FLOOR);
      assertThat(placed.score()).isCloseTo(ranked[at] + blended, within(1e-9));
    }
  }

  @Test
  void whatIsFarFromTheQueryScoresAsTheFarthestThatWasFound() {
    var prepared = prepared(Map.of());
    int source = prepared.provenance().indexOf(Stages.TWO_TOWER);

    double[] column = Blend.column(prepared, source);

    double lowest = Arrays.stream(column).min().orElseThrow();
    for (int i = 0; i < column.length; i++) {
      if (!prepared.provenance().isProposed(prepared.kept()[i], source)) {
        assertThat(column[i]).isEqualTo(lowest);
      }
    }
  }

  @Test
  void aLinearModelsScoreEntersAsItIs() {
    var inputs = SampleInputs.of(1);
    long[] keys = inputs.rows().keys();
    var answer = SourceAnswer.of(Stages.EASE, new long[] {keys[0]}, new float[] {0.25f});
    var pipeline = HOME.with(List.of(new Pipeline.Source(Stages.EASE, 10, Duration.ofMillis(5))));
    var prepared = Funnel.prepare(pipeline, inputs.with(List.of(answer)));

    double[] column = Blend.column(prepared, 0);

    for (int i = 0; i < column.length; i++) {
      assertThat(column[i]).isEqualTo(prepared.kept()[i] == 0 ? 0.25 : 0);
    }
    assertThat(prepared.kept()).startsWith(0).hasSizeGreaterThan(1);
  }

  @Test
  void aPipelineWithoutAModelComputesNoFeatures() {
    var inputs = SampleInputs.of(1);

    assertThat(Funnel.prepare(HOME.withoutModel(), inputs).features().rows()).isZero();
    assertThat(Funnel.prepare(HOME, inputs).features().rows()).isPositive();
  }

  private static Prepared prepared(Map<String, Double> weights) {
    return Funnel.prepare(HOME, SampleInputs.of(1).with(new Parameters(weights)));
  }

  private static double innerProduct(Prepared prepared, int row) {
    int source = prepared.provenance().indexOf(Stages.TWO_TOWER);
    return prepared.provenance().isProposed(row, source)
        ? prepared.provenance().score(row, source)
        : Arrays.stream(prepared.kept())
            .filter(kept -> prepared.provenance().isProposed(kept, source))
            .mapToDouble(kept -> prepared.provenance().score(kept, source))
            .min()
            .orElse(0);
  }

  private static double score(Prepared prepared, int row, String source) {
    return prepared.provenance().score(row, prepared.provenance().indexOf(source));
  }
}
