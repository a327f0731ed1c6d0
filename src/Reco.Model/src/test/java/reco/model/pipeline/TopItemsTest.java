package reco.model.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TopItemsTest {
  private record Offer(long key, float score) {}

  @Property(tries = 500)
  void itKeepsTheFirstOfAFullSort(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 20) Integer> scores,
      @ForAll @IntRange(min = 0, max = 30) int capacity) {
    List<Offer> offers =
        IntStream.range(0, scores.size()).mapToObj(i -> new Offer(i, scores.get(i))).toList();
    TopItems top = new TopItems(capacity);

    offers.forEach(offer -> top.offer(offer.key(), offer.score(), -offer.key()));
    SourceAnswer answer = top.drain("source");

    List<Offer> expected =
        offers.stream()
            .sorted(
                Comparator.comparingDouble(Offer::score).reversed().thenComparingLong(Offer::key))
            .limit(capacity)
            .toList();
    assertThat(answer.items()).containsExactly(expected.stream().mapToLong(Offer::key).toArray());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(answer.scores()[i]).isEqualTo(expected.get(i).score());
      assertThat(answer.anchors()[i]).isEqualTo(-expected.get(i).key());
    }
  }
}
