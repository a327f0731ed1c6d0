package reco.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ZipfTest {
  @Test
  void theFirstRankComesTwiceAsOftenAsTheSecondAndTenTimesAsTheTenth() {
    var zipf = new Zipf(1_000, 1);
    var random = new SplittableRandom(1);
    var counts = new int[1_000];

    for (int n = 0; n < 200_000; n++) {
      counts[zipf.next(random)]++;
    }

    assertThat(counts[0] / (double) counts[1]).isBetween(1.9, 2.1);
    assertThat(counts[0] / (double) counts[9]).isBetween(9.0, 11.0);
  }

  @Property(tries = 50)
  void everyRankIsWithinBounds(@ForAll @IntRange(min = 1, max = 50) int ranks, @ForAll long seed) {
    var zipf = new Zipf(ranks, 1.2);
    var random = new SplittableRandom(seed);

    for (int n = 0; n < 100; n++) {
      assertThat(zipf.next(random)).isBetween(0, ranks - 1);
    }
  }
}
