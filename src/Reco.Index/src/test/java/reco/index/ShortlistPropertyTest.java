package reco.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ShortlistPropertyTest {
  private record Offered(float score, long itemKey) {}

  /** One list serves all tries, as it does in searches. */
  private final Shortlist shortlist = new Shortlist();

  @Property
  void theBestOfferedAreKeptInOrder(
      @ForAll @Size(max = 200) List<@IntRange(min = -5, max = 5) Integer> scores,
      @ForAll @IntRange(min = 1, max = 50) int limit) {
    var offered = new ArrayList<Offered>();
    shortlist.clear(limit, place -> scores.size() - place);
    for (int i = 0; i < scores.size(); i++) {
      offered.add(new Offered(scores.get(i), scores.size() - i));
      shortlist.offer(scores.get(i), i);
    }

    shortlist.keepBest();
    shortlist.sort();

    offered.sort(Comparator.comparing(Offered::score).reversed().thenComparing(Offered::itemKey));
    assertThat(shortlist.toHits().itemKeys())
        .isEqualTo(offered.stream().limit(limit).mapToLong(Offered::itemKey).toArray());
  }
}
