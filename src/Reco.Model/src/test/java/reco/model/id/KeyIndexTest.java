package reco.model.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
  @Property
  void everyKeyHasItsRowAndNoOtherHasOne(@ForAll Set<Long> keys, @ForAll long other) {
    var distinct = keys.stream().mapToLong(Long::longValue).toArray();

    var index = KeyIndex.of(distinct);

    for (int row = 0; row < distinct.length; row++) {
      assertThat(index.row(distinct[row])).isEqualTo(row);
    }
    if (!keys.contains(other)) {
      assertThat(index.row(other)).isEqualTo(-1);
    }
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    assertThatThrownBy(() -> KeyIndex.of(new long[] {5, 6, 5}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("keys: got 5 twice, expected once");
  }
}
