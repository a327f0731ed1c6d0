package reco.model.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OrdinalMapTest {
  @Property(tries = 300)
  void afterAnyPutsAndRemovesItHoldsWhatAHashMapHolds(
      @ForAll @Size(max = 400) List<@IntRange(min = -60, max = 60) Integer> operations) {
    OrdinalMap map = new OrdinalMap();
    Map<Long, Integer> model = new HashMap<>();

    for (int i = 0; i < operations.size(); i++) {
      long key = Math.abs(operations.get(i)) + 1L;
      if (operations.get(i) < 0) {
        map.remove(key);
        model.remove(key);
      } else {
        map.put(key, i);
        model.put(key, i);
      }
    }

    assertThat(map.size()).isEqualTo(model.size());
    for (long key = 1; key <= 62; key++) {
      assertThat(map.get(key)).isEqualTo(model.getOrDefault(key, OrdinalMap.NONE));
    }
  }

  @Test
  void removedKeysTakeNoRoomForEver() {
    OrdinalMap map = new OrdinalMap();

    for (long key = 1; key <= 100_000; key++) {
      map.put(key, 1);
      map.remove(key);
    }

    assertThat(map.bytes()).isLessThan(4_096);
  }

  @Test
  void theKeyThatMeansNoItemIsRefused() {
    assertThatThrownBy(() -> new OrdinalMap().put(0, 1))
        .hasMessage("item key: got 0, expected a key; 0 means no item");
  }

  @Test
  void theKeyThatMeansNoItemIsNeverFound() {
    OrdinalMap map = new OrdinalMap();
    map.put(7, 0);

    map.remove(0);

    assertThat(map.get(0)).isEqualTo(OrdinalMap.NONE);
    assertThat(map.size()).isEqualTo(1);
  }
}
