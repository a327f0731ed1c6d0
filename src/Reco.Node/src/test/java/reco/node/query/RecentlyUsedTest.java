package reco.node.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentlyUsedTest {
  private final RecentlyUsed<Integer, String> recent = new RecentlyUsed<>(8);

  @Test
  void itNeverHoldsMoreThanItsCapacity() {
    for (int key = 0; key < 1_000; key++) {
      recent.put(key, "value");

      assertThat(recent.size()).isLessThanOrEqualTo(8);
    }
    assertThat(recent.get(999)).contains("value");
    assertThat(recent.get(0)).isEmpty();
  }

  @Test
  void whatIsUsedStays() {
    recent.put(-1, "kept");
    for (int key = 0; key < 100; key++) {
      recent.put(key, "value");

      assertThat(recent.get(-1)).contains("kept");
    }
  }
}
