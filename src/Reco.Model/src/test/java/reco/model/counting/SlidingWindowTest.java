package reco.model.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SlidingWindowTest {
  private static final int TILES = 4;
  private static final long TILE_MILLIS = 10;

  private record Counted(int item, long time) {}

  @Property(tries = 500)
  @Label("EV-8: whatever the order of times, the window counts what lies in its last tiles")
  void theWindowCountsWhatLiesInItsLastTiles(
      @ForAll @Size(max = 120) List<@IntRange(min = 0, max = 300) Integer> times) {
    int[] counts = new int[3];
    List<Counted> all = new ArrayList<>();
    SlidingWindow window =
        new SlidingWindow(
            Duration.ofMillis(TILE_MILLIS), TILES, (item, count) -> counts[item] -= count);
    long newest = Long.MIN_VALUE;

    for (int i = 0; i < times.size(); i++) {
      Counted counted = new Counted(i % 3, times.get(i));
      all.add(counted);
      newest = Math.max(newest, counted.time());
      int added = window.add(counted.item(), counted.time()) ? 1 : 0;
      counts[counted.item()] += added;

      assertThat(counts).containsExactly(expected(all, newest));
    }
    window.advance(newest + 25);

    assertThat(counts).containsExactly(expected(all, newest + 25));
  }

  private static int[] expected(List<Counted> all, long now) {
    int[] counts = new int[3];
    long oldest = (now / TILE_MILLIS - TILES + 1) * TILE_MILLIS;
    all.stream().filter(c -> c.time() >= oldest).forEach(c -> counts[c.item()]++);
    return counts;
  }
}
