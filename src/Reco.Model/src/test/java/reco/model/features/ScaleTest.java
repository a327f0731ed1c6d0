package reco.model.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Property
  void logAgreesWithStrictMath(@ForAll @DoubleRange(min = 0, max = 1e300) double x) {
    assertThat(Scale.log(x)).isCloseTo(StrictMath.log1p(x), within(1e-9));
  }

  @Property
  void logAgreesForSmallNumbersToo(@ForAll @DoubleRange(min = 0, max = 10) double x) {
    assertThat(Scale.log(x)).isCloseTo(StrictMath.log1p(x), within(1e-9));
  }

  @Test
  void logOfNothingIsNothing() {
    assertThat(Scale.log(0)).isZero();
    assertThat(Scale.log(-5)).isZero();
    assertThat(Scale.log(Double.NaN)).isZero();
    assertThat(Scale.log(Double.POSITIVE_INFINITY)).isFinite();
  }

  @Test
  void signedLogIsOdd() {
    assertThat(Scale.signedLog(-3)).isEqualTo(-Scale.signedLog(3)).isNegative();
  }

  @Test
  void featuresAreHandedOverFinite() {
    assertThat(Scale.finite(Double.NaN)).isZero();
    assertThat(Scale.finite(Double.POSITIVE_INFINITY)).isEqualTo(1e6f);
    assertThat(Scale.finite(Double.NEGATIVE_INFINITY)).isEqualTo(-1e6f);
    assertThat(Scale.finite(0.5)).isEqualTo(0.5f);
  }
}
