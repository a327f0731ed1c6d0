package reco.node.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** MO-2, MO-3: how different what is shown is, and how much of the catalogue it is. */
class ShownItemsTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ShownItems shown = ShownItems.registered(meters, () -> 40_000);

  @Test
  void nothingIsKnownBeforeTheFirstSlate() {
    assertThat(gauge("reco.slate.distinct.ratio")).isNaN();
    assertThat(gauge("reco.slate.coverage.ratio")).isZero();
  }

  @Test
  void slatesThatAreAllTheSameAreHardlyDifferent() {
    for (int slate = 0; slate < 1_000; slate++) {
      show(0, 20);
    }

    assertThat(gauge("reco.slate.distinct.ratio")).isEqualTo(20.0 / 10_000);
    assertThat(gauge("reco.slate.coverage.ratio")).isEqualTo(20.0 / 40_000);
  }

  @Test
  void onlyTheLastPositionsCount() {
    show(0, 10_000);
    show(10_000, 20_000);
    show(10_000, 15_000);

    assertThat(gauge("reco.slate.distinct.ratio")).isEqualTo(1);
    assertThat(gauge("reco.slate.coverage.ratio")).isEqualTo(0.25);
  }

  private void show(int from, int to) {
    for (int item = from; item < to; item++) {
      shown.add(item);
    }
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }
}
