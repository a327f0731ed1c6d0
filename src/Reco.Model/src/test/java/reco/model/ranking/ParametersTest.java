package reco.model.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import reco.model.ranking.Parameters.Changed;
import reco.model.ranking.Parameters.Refused;

/** RK-3: weights are live configuration. */
class ParametersTest {
  private static final String LAMBDA = Parameter.MMR_LAMBDA.parameterName();

  @Test
  void aValueThatWasSetIsRead() {
    assertThat(Parameters.STANDARD.with(LAMBDA, 0.25))
        .isInstanceOfSatisfying(
            Changed.class,
            changed -> assertThat(changed.parameters().get(Parameter.MMR_LAMBDA)).isEqualTo(0.25));
  }

  @Test
  void whatWasNotSetIsAtItsStandard() {
    for (var parameter : Parameter.values()) {
      assertThat(Parameters.STANDARD.get(parameter)).isEqualTo(parameter.standard());
      assertThat(parameter.allows(parameter.standard())).isTrue();
    }
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThat(Parameters.STANDARD.with("rerank.luck", 1))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problem())
                    .startsWith("parameter: got 'rerank.luck', expected one of")
                    .contains(LAMBDA, "exploration.share"));
  }

  @Test
  void valuesOutOfBoundsAreRefusedWithTheBounds() {
    for (double value : new double[] {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(Parameters.STANDARD.with(LAMBDA, value))
          .isEqualTo(new Refused("rerank.mmr.lambda: got " + value + ", expected 0.0 to 1.0"));
    }
  }

  @Test
  void parametersCannotBeMadeWithWhatWithRefuses() {
    assertThatThrownBy(() -> new Parameters(Map.of(LAMBDA, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rerank.mmr.lambda: got NaN");
  }

  @Test
  void theVersionFollowsTheValuesAndNotHowTheyWereSet() {
    var changed = new Parameters(Map.of(LAMBDA, 0.5));
    var standard = new Parameters(Map.of(LAMBDA, Parameter.MMR_LAMBDA.standard()));

    assertThat(changed.version()).isNotEqualTo(Parameters.STANDARD.version());
    assertThat(standard.version()).isEqualTo(Parameters.STANDARD.version());
  }
}
