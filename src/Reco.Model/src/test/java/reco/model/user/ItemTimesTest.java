package reco.model.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A set of items and times against a map. */
class ItemTimesTest {
  record Put(long item, long time) {}

  @Property(tries = 500)
  void everyItemHasTheLatestTimeItWasPutIn(@ForAll("puts") List<Put> puts) {
    var set = ItemTimes.empty(1_000);
    Map<Long, Long> latest = new HashMap<>();
    for (var put : puts) {
      set = set.with(put.item(), put.time());
      latest.merge(put.item(), put.time(), Math::max);
    }

    assertThat(set.size()).isEqualTo(latest.size());
    for (int i = 0; i < set.size(); i++) {
      assertThat(latest).containsEntry(set.item(i), set.timeMillis(i));
      assertThat(i == 0 || set.timeMillis(i - 1) >= set.timeMillis(i)).isTrue();
    }
  }

  @Property(tries = 500)
  void aFullSetKeepsTheNewestWhenNoItemComesTwice(@ForAll("puts") List<Put> puts) {
    var set = ItemTimes.empty(10);
    for (int i = 0; i < puts.size(); i++) {
      set = set.with(i, puts.get(i).time());
    }

    var newest = puts.stream().map(Put::time).sorted(Comparator.reverseOrder()).limit(10).toList();
    assertThat(set.size()).isEqualTo(newest.size());
    for (int i = 0; i < set.size(); i++) {
      assertThat(set.timeMillis(i)).isEqualTo(newest.get(i));
    }
  }

  @Example
  void anItemPutInBeforeATimeIsNotContainedSinceThen() {
    var set = ItemTimes.empty(2).with(5, 100);

    assertThat(set.contains(5, 100)).isTrue();
    assertThat(set.contains(5, 101)).isFalse();
    assertThat(set.without(5).contains(5)).isFalse();
    assertThat(set.without(6)).isSameAs(set);
    assertThat(set.with(5, 99)).isSameAs(set);
  }

  @Provide
  Arbitrary<List<Put>> puts() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 30), Arbitraries.longs().between(0, 1_000))
        .as(Put::new)
        .list()
        .ofMaxSize(80);
  }
}
