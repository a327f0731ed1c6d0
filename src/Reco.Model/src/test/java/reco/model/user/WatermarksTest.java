package reco.model.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reco.model.interaction.LogPosition;

class WatermarksTest {
  @Test
  void everyOffsetUpToTheHighestIsReachedAndNoneBeyond() {
    var watermarks = Watermarks.EMPTY.with(new LogPosition(1, 2, 10));

    assertThat(watermarks.reached(new LogPosition(1, 2, 10))).isTrue();
    assertThat(watermarks.reached(new LogPosition(1, 2, 3))).isTrue();
    assertThat(watermarks.reached(new LogPosition(1, 2, 11))).isFalse();
    assertThat(watermarks.reached(new LogPosition(1, 3, 3))).isFalse();
    assertThat(watermarks.reached(new LogPosition(2, 2, 3))).isFalse();
  }

  @Test
  void theLatestIsTheOneAdvancedLast() {
    var watermarks =
        Watermarks.EMPTY
            .with(new LogPosition(1, 0, 10))
            .with(new LogPosition(1, 1, 3))
            .with(new LogPosition(1, 0, 11));

    assertThat(Watermarks.EMPTY.latest()).isEmpty();
    assertThat(watermarks.latest()).contains(new LogPosition(1, 0, 11));
    assertThat(watermarks.positions()).hasSize(2);
  }

  @Test
  void thePartitionLeastRecentlyAdvancedGivesWay() {
    var watermarks = Watermarks.EMPTY;
    for (int partition = 0; partition <= Watermarks.CAPACITY; partition++) {
      watermarks = watermarks.with(new LogPosition(1, partition, 5));
    }

    assertThat(watermarks.positions()).hasSize(Watermarks.CAPACITY);
    assertThat(watermarks.reached(new LogPosition(1, 0, 5))).isFalse();
    assertThat(watermarks.reached(new LogPosition(1, 1, 5))).isTrue();
  }
}
