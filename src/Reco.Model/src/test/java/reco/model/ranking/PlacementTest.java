package reco.model.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import reco.model.ranking.Placement.Placed;

class PlacementTest {
  private static final Caps TWO_IN_A_ROW_THREE_OF_FIVE = new Caps(2, 3, 5);

  @Test
  void withoutCapsAndExplorationTheOrderStays() {
    var placed = Placement.place(new int[] {1, 1, 1, 1}, Caps.NONE, 0, 1, 500);

    assertThat(placed.order()).containsExactly(0, 1, 2, 3);
    assertThat(placed.propensities()).containsOnly(1f);
    assertThat(placed.explored()).containsOnly(false);
  }

  /** RR-2: at most so many of a category in a row, and on a page. */
  @Test
  void aCategoryGivesWayWhereItsRunOrItsShareIsFull() {
    var categories = new int[] {1, 1, 1, 1, 1, 2, 3, 2};

    var placed = Placement.place(categories, TWO_IN_A_ROW_THREE_OF_FIVE, 0, 1, 500);

    assertThat(placed.order()).containsExactly(0, 1, 5, 2, 6, 3, 4, 7);
  }

  /** RR-2, RR-8: a page is rather filled than left short. */
  @Test
  void whereSupplyLacksTheCapsGiveWay() {
    var placed = Placement.place(new int[] {1, 1, 1, 1}, new Caps(1, 1, 4), 0, 1, 500);

    assertThat(placed.order()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void aPositionWhereACapGivesWayIsNotExplored() {
    for (int seed = 0; seed < 100; seed++) {
      var placed = Placement.place(new int[] {1, 1, 1, 1}, new Caps(1, 1, 4), 1, seed, 500);

      assertThat(placed.explored()).containsExactly(true, false, false, false);
      assertThat(placed.propensities()).containsExactly(1 / 3f, 1, 1, 1);
    }
  }

  @Test
  void itemsOfUnknownCategoryAreNotCapped() {
    var placed = Placement.place(new int[] {0, 0, 0, 1}, new Caps(1, 1, 4), 0, 1, 500);

    assertThat(placed.order()).containsExactly(0, 1, 2, 3);
  }

  /** RR-2: wherever a cap is broken, nothing that is placed later could have kept it. */
  @Property(tries = 500)
  void capsHoldUnlessSupplyLacks(
      @ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> categories,
      @ForAll @IntRange(min = 1, max = 4) int run,
      @ForAll @IntRange(min = 1, max = 4) int perPage,
      @ForAll @IntRange(min = 1, max = 8) int page,
      @ForAll long seed) {
    var caps = new Caps(run, perPage, page);
    var given = categories.stream().mapToInt(Integer::intValue).toArray();

    var order = Placement.place(given, caps, 0.3, seed, 500).order();

    for (int position = 0; position < order.length; position++) {
      if (breaks(given, caps, order, position, order[position])) {
        for (int later = position + 1; later < order.length; later++) {
          assertThat(breaks(given, caps, order, position, order[later])).isTrue();
        }
      }
    }
  }

  @Property(tries = 300)
  void everyItemIsPlacedOnceAndEveryPropensityIsAboveZero(
      @ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> categories,
      @ForAll @IntRange(max = 4) int quarters,
      @ForAll long seed) {
    var given = categories.stream().mapToInt(Integer::intValue).toArray();

    var placed = Placement.place(given, TWO_IN_A_ROW_THREE_OF_FIVE, quarters / 4.0, seed, 500);

    assertThat(placed.order())
        .containsExactlyInAnyOrder(IntStream.range(0, given.length).toArray());
    for (float propensity : placed.propensities()) {
      assertThat(propensity).isBetween(Float.MIN_VALUE, 1f);
    }
  }

  @Test
  void noMorePositionsAreFilledThanAskedFor() {
    assertThat(Placement.place(new int[10], Caps.NONE, 0.1, 1, 4).order()).hasSize(4);
  }

  /** EX-1: the long-run share is the configured one; five standard deviations. */
  @Test
  void theShareOfExploredPositionsIsTheConfiguredOne() {
    double epsilon = 0.1;
    int seeds = 2_000;
    int positions = 20;
    int explored = 0;
    for (int seed = 0; seed < seeds; seed++) {
      explored += count(Placement.place(new int[100], Caps.NONE, epsilon, seed, positions));
    }

    double share = explored / (double) (seeds * positions);
    double deviation = Math.sqrt(epsilon * (1 - epsilon) / (seeds * positions));
    assertThat(share).isCloseTo(epsilon, within(5 * deviation));
  }

  /** EX-4: at the first position all that may stand there do, as often as their propensity says. */
  @Test
  void propensitiesAreTheFrequenciesAndSumToOne() {
    int seeds = 40_000;
    var counts = new HashMap<Integer, Integer>();
    var propensities = new HashMap<Integer, Float>();
    for (int seed = 0; seed < seeds; seed++) {
      var placed = Placement.place(new int[] {1, 1, 2, 3}, Caps.NONE, 0.4, seed, 500);
      counts.merge(placed.order()[0], 1, Integer::sum);
      propensities.put(placed.order()[0], placed.propensities()[0]);
    }

    assertThat(propensities.keySet()).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(propensities.values().stream().mapToDouble(Float::doubleValue).sum())
        .isCloseTo(1, within(1e-6));
    counts.forEach((item, count) ->
        assertThat(count / (double) seeds)
            .isCloseTo(propensities.getOrDefault(item, 0f), within(0.015)));
  }

  /** EX-4: the same at the second position, given the first, where a cap leaves two of three. */
  @Test
  void propensitiesHoldGivenThePositionsAbove() {
    var caps = new Caps(1, 4, 4);
    int[] categories = {1, 1, 2, 3};
    var counts = new HashMap<Integer, Integer>();
    var propensities = new HashMap<Integer, Float>();
    int seen = 0;
    for (int seed = 0; seed < 40_000; seed++) {
      var placed = Placement.place(categories, caps, 0.4, seed, 500);
      if (placed.order()[0] == 0) {
        seen++;
        counts.merge(placed.order()[1], 1, Integer::sum);
        propensities.put(placed.order()[1], placed.propensities()[1]);
      }
    }

    assertThat(propensities).containsOnlyKeys(2, 3);
    assertThat(propensities.get(2)).isEqualTo(0.6f);
    assertThat(propensities.get(3)).isEqualTo(0.4f);
    assertThat(counts.getOrDefault(3, 0) / (double) seen).isCloseTo(0.4, within(0.015));
  }

  @Property(tries = 50)
  void theSameSeedGivesTheSamePlaces(@ForAll long seed) {
    var one = Placement.place(new int[50], Caps.NONE, 0.5, seed, 50);
    var other = Placement.place(new int[50], Caps.NONE, 0.5, seed, 50);

    assertThat(one.order()).isEqualTo(other.order());
    assertThat(one.explored()).isEqualTo(other.explored());
  }

  @Test
  void otherSeedsGiveOtherPlaces() {
    long different =
        IntStream.range(0, 20)
            .mapToObj(seed -> Placement.place(new int[50], Caps.NONE, 0.5, seed, 50))
            .map(placed -> Arrays.toString(placed.order()))
            .distinct()
            .count();

    assertThat(different).isEqualTo(20);
  }

  private static int count(Placed placed) {
    int count = 0;
    for (boolean explored : placed.explored()) {
      count += explored ? 1 : 0;
    }
    return count;
  }

  /** Whether an item at a position breaks a cap, given what stands above it. */
  private static boolean breaks(int[] categories, Caps caps, int[] order, int position, int item) {
    int category = categories[item];
    if (category == 0) {
      return false;
    }
    int onPage = 0;
    for (int above = position - position % caps.page(); above < position; above++) {
      onPage += categories[order[above]] == category ? 1 : 0;
    }
    int run = 0;
    while (run < position && categories[order[position - 1 - run]] == category) {
      run++;
    }
    return onPage >= caps.perPage() || run >= caps.run();
  }
}
