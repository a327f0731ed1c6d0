package reco.model.user;

import static org.assertj.core.api.Assertions.assertThat;
import static reco.model.user.Log.NOON;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import reco.model.user.Activities.Window;

/** Windows of counters against a count of every event. EV-8. */
class TilesTest {
  @Property(tries = 2_000)
  void aWindowCountsTheEventsOfItsSixTiles(
      @ForAll("times") @NotEmpty List<Long> times,
      @ForAll Window window,
      @ForAll @LongRange(min = -2 * Log.DAY, max = 2 * Log.DAY) long later) {
    long latest = times.stream().mapToLong(Long::longValue).max().orElseThrow();
    long now = latest + later;

    var tiles = tiles(times);

    long width = window.millis() / 6;
    long counted =
        times.stream()
            .filter(time -> time / width <= now / width && time / width > now / width - 6)
            .filter(time -> time / width > latest / width - 6)
            .count();
    assertThat(tiles.count(window, now)).isEqualTo((int) counted);
  }

  @Property(tries = 500)
  void theOrderOfArrivalDoesNotMatter(@ForAll("times") @NotEmpty List<Long> times) {
    assertThat(tiles(times.stream().sorted().toList())).isEqualTo(tiles(times));
  }

  @Property(tries = 500)
  void everyEventOfTheLastFiveSixthsIsCountedAndNoneOlderThanTheWindow(
      @ForAll("times") @NotEmpty List<Long> times, @ForAll Window window) {
    long now = times.stream().mapToLong(Long::longValue).max().orElseThrow();
    int count = tiles(times).count(window, now);

    assertThat((long) count)
        .isBetween(
            times.stream().filter(time -> time > now - window.millis() * 5 / 6).count(),
            times.stream().filter(time -> time > now - window.millis()).count());
  }

  private static Tiles tiles(List<Long> times) {
    var tiles = Tiles.at(times.getFirst());
    for (long time : times.subList(1, times.size())) {
      tiles = tiles.with(time);
    }
    return tiles;
  }

  /** Times that fall close together, hours apart and days apart. */
  @Provide
  Arbitrary<List<Long>> times() {
    var spread =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 10 * Log.MINUTE),
            Arbitraries.longs().between(0, 120 * Log.MINUTE),
            Arbitraries.longs().between(0, 3 * Log.DAY));
    return spread.map(offset -> NOON + offset).list().ofMaxSize(60);
  }
}
