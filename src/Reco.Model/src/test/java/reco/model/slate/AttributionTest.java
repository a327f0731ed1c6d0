package reco.model.slate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class AttributionTest {
  private static final Seal SEAL = new Seal(new byte[32], List.of());

  @Property(tries = 200)
  void anAttributionComesBackAsItLeft(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 64) String requestId,
      @ForAll @IntRange(max = 65_535) int position,
      @ForAll long item,
      @ForAll float propensity) {
    Attribution attribution = new Attribution(requestId, position, item, propensity);

    assertThat(Attribution.open(attribution.close(SEAL), SEAL)).contains(attribution);
  }

  @Test
  void whatNobodyClosedDoesNotOpen() {
    assertThat(Attribution.open("", SEAL)).isEmpty();
    assertThat(Attribution.open("not base64!", SEAL)).isEmpty();
    assertThat(Attribution.open("AAAA", SEAL)).isEmpty();
    assertThat(Attribution.open("oQ" + "A".repeat(80), SEAL)).isEmpty();
  }
}
