package reco.model.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class OrderTest {
  @Property
  void higherScoresComeFirstAndTiesFollowTheKey(
      @ForAll @Size(max = 100) List<@IntRange(min = -3, max = 3) Integer> values) {
    var scores = values.stream().mapToDouble(value -> value / 2.0).toArray();
    var keys = new long[scores.length];
    Arrays.setAll(keys, index -> (index * 37L) % 101 - 50);
    var expected =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer index) -> -scores[index])
                    .thenComparingLong(index -> keys[index]))
            .mapToInt(Integer::intValue)
            .toArray();

    assertThat(Order.descending(scores, keys)).isEqualTo(expected);
  }
}
