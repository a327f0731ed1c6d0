package reco.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class HitsTest {
  private static final Hits FIRST = hits(new long[] {1, 5, 3}, 9, 7, 2);
  private static final Hits SECOND = hits(new long[] {4, 2}, 7, 1);

  @Test
  void mergingKeepsTheBestOfAllPartitionsInOrderTiesByKey() {
    assertThat(Hits.merge(List.of(FIRST, SECOND), 4))
        .isEqualTo(hits(new long[] {1, 4, 5, 3}, 9, 7, 7, 2));
  }

  @Test
  void mergingIsIndifferentToTheOrderOfPartitions() {
    assertThat(Hits.merge(List.of(SECOND, FIRST), 10))
        .isEqualTo(Hits.merge(List.of(FIRST, SECOND), 10))
        .satisfies(all -> assertThat(all.size()).isEqualTo(5));
  }

  @Test
  void mergingNothingFindsNothing() {
    assertThat(Hits.merge(List.of(), 3)).isEqualTo(Hits.none());
    assertThat(Hits.merge(List.of(Hits.none(), FIRST), 0)).isEqualTo(Hits.none());
  }

  @Test
  void keysAndScoresOfDifferentLengthAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hits(new long[] {1, 2}, 1))
        .withMessage("got 2 item keys and 1 scores, expected as many of each");
  }

  @Test
  void hitsOutOfOrderAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> hits(new long[] {1, 2}, 1, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hits(new long[] {2, 1}, 1, 1))
        .withMessageContaining("expected best first");
  }

  private static Hits hits(long[] itemKeys, float... scores) {
    return new Hits(itemKeys, scores);
  }
}
