package reco.model.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemStatisticsTest {
  private static final int CLICKS = ItemStatistic.CLICKS.ordinal();

  private final ItemStatistics statistics = new ItemStatistics();

  @Test
  void whatWasPublishedLastIsServed() {
    statistics.put(counts(1, 5, 3));
    statistics.put(counts(1, 5, 4));

    assertThat(statistics.value(1, ItemStatistic.CLICKS)).isEqualTo(4);
  }

  @Test
  void whatWasCountedUpToAnEarlierOffsetChangesNothing() {
    statistics.put(counts(1, 5, 3));
    statistics.put(counts(1, 4, 2));
    statistics.put(neighbours(1, 5, 2));
    statistics.put(neighbours(1, 4, 3));

    assertThat(statistics.value(1, ItemStatistic.CLICKS)).isEqualTo(3);
    assertThat(coVisited(1)).containsExactly(2);
  }

  @Test
  void neighboursAreReplacedAsAWhole() {
    statistics.put(neighbours(1, 1, 2, 3));
    statistics.put(neighbours(1, 2, 4));

    assertThat(coVisited(1)).containsExactly(4);
  }

  @Test
  void itemsBeyondTheLimitAreLeftOut() {
    var two =
        new ItemStatistics(
            new StatisticsSettings(
                2, 1, 10, 0.3, 8, 8, Duration.ofDays(1), Duration.ofHours(1), 4, 1));

    two.put(neighbours(1, 1, 2, 3));
    two.put(counts(3, 1, 7));

    assertThat(two.size()).isEqualTo(2);
    assertThat(two.leftOut()).isEqualTo(1);
    assertThat(two.coVisited("c", new long[] {1}, 5).items()).containsExactly(2);
  }

  @Test
  void eachSettingOutOfBoundsIsNamed() {
    var config =
        ConfigFactory.parseString(
            """
            items = 0, users = 1, window = 10, backward = 2, neighbours = 256, served = 128
            neighbour-half-life = 180 days, trending-half-life = 0 s, trending-smoothing = 4
            regions = 16
            """);

    assertThatThrownBy(() -> StatisticsSettings.of(config))
        .hasMessageContainingAll("items: got 0", "backward: got 2", "trending half-life");
  }

  private long[] coVisited(long item) {
    return statistics.coVisited("c", new long[] {item}, 5).items();
  }

  private static ItemStats counts(long item, long offset, int clicks) {
    float[] values = new float[ItemStatistic.COUNT];
    values[CLICKS] = clicks;
    return new ItemStats.Counts(item, offset, values, DecayedSum.ZERO, List.of());
  }

  private static ItemStats neighbours(long item, long offset, long... items) {
    float[] weights = new float[items.length];
    java.util.Arrays.fill(weights, 1);
    return new ItemStats.Neighbours(item, offset, 0, 1, items, weights);
  }
}
