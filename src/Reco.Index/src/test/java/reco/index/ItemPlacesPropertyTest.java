package reco.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ItemPlacesPropertyTest {
  private ItemPlaces places = new ItemPlaces();
  private final Map<Long, Integer> expected = new HashMap<>();
  private final Map<Integer, Long> keys = new HashMap<>();

  @Property(tries = 200)
  void anyPutsMovesAndRemovalsLeaveEachItemWhereItWasLastPut(
      @ForAll long seed, @ForAll @IntRange(max = 3_000) int changes) {
    places = new ItemPlaces();
    expected.clear();
    keys.clear();
    var random = new Random(seed);
    int next = 0;
    for (int i = 0; i < changes; i++) {
      long key = random.nextInt(400) * 0x5DEECE66DL;
      if (random.nextInt(3) > 0) {
        put(key, next++);
      } else if (expected.containsKey(key)) {
        places.remove(key, keys::get);
        keys.remove(expected.remove(key));
      }
    }

    for (long k = 0; k < 400; k++) {
      long key = k * 0x5DEECE66DL;
      assertThat(places.find(key, keys::get)).isEqualTo(expected.getOrDefault(key, Place.NONE));
    }
  }

  private void put(long key, int place) {
    places.put(key, place, keys::get);
    var before = expected.put(key, place);
    if (before != null) {
      keys.remove(before);
    }
    keys.put(place, key);
  }
}
