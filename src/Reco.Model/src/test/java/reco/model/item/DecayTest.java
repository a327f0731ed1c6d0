package reco.model.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DecayTest {
  private static final Decay DECAY = new Decay(1_000);

  @Property(tries = 100)
  @Label("a sum is what adding up the halved parts gives, at any time and from any epoch")
  void aSumIsWhatAddingUpTheHalvedPartsGives(@ForAll Random random) {
    List<Long> times = new ArrayList<>();
    DecayedSum sum = DecayedSum.ZERO;
    for (int i = 0; i < 50; i++) {
      long time = random.nextInt(60_000);
      times.add(time);
      sum = sum.plusOne(time, DECAY);
    }
    long now = 60_000;
    double expected = times.stream().mapToDouble(t -> Math.pow(2, (t - now) / 1_000.0)).sum();
    long otherEpoch = random.nextInt(6);

    double found = sum.at(otherEpoch) * DECAY.worth(now, otherEpoch);

    assertThat(found).isEqualTo(expected, within(1e-12 * expected));
  }

  @Test
  void goingToAnotherEpochAndBackLosesNothing() {
    DecayedSum sum = DecayedSum.ZERO.plusOne(12_345, DECAY).plusOne(15_999, DECAY);

    DecayedSum later = new DecayedSum(40, sum.at(40));

    assertThat(later.at(sum.epoch())).isEqualTo(sum.sum());
  }

  @Test
  void whatIsOlderThanAnyNumberHoldsIsNothing() {
    DecayedSum ancient = DecayedSum.ZERO.plusOne(0, DECAY);

    assertThat(ancient.at(1_000_000)).isZero();
  }
}
