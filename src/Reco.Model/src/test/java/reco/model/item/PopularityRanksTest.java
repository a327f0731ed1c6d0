package reco.model.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PopularityRanksTest {
  @Property(tries = 300)
  void aRankIsTheShareOfItemsWithFewer(
      @ForAll @Size(min = 1, max = 100) List<@IntRange(min = 65_500, max = 65_570) Integer> large) {
    int[] counts = large.stream().mapToInt(Integer::intValue).toArray();
    counts[0] = 3;
    PopularityRanks ranks = PopularityRanks.of(counts);

    for (int count : new int[] {0, 3, 4, counts[counts.length / 2], 70_000}) {
      long fewer = Arrays.stream(counts).filter(other -> other < count).count();
      assertThat(ranks.rank(count)).isEqualTo((float) fewer / counts.length);
    }
  }
}
