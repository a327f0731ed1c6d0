package reco.model.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static reco.model.interaction.InteractionType.CLICK;
import static reco.model.interaction.InteractionType.RATING;
import static reco.model.user.Log.NOON;
import static reco.model.user.Log.key;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HistoryTest {
  @Test
  void aRowKeepsWhatHappened() {
    var history = new Log().event(NOON, RATING, "film", 4.5f).state().history();

    assertThat(history.size()).isEqualTo(1);
    assertThat(history.item(0)).isEqualTo(key("film"));
    assertThat(history.timeMillis(0)).isEqualTo(NOON);
    assertThat(history.type(0)).isEqualTo(RATING);
    assertThat(history.value(0)).isEqualTo(4.5f);
    assertThat(history.strength(0)).isEqualTo(2.5f);
  }

  @Test
  void ofEqualTimesTheLastToComeIsNewer() {
    var history = new Log().event(NOON, CLICK, "a").event(NOON, CLICK, "b").state().history();

    assertThat(history.item(0)).isEqualTo(key("b"));
  }

  @Property(tries = 200)
  void theHundredNewestAreKeptInOrderHoweverTheyArrive(
      @ForAll @Size(max = 150) List<@IntRange(max = 1_000) Integer> times) {
    var log = new Log();
    times.forEach(time -> log.event(NOON + time, CLICK, "at-" + time));

    var history = log.state().history();

    var expected = times.stream().sorted(Comparator.reverseOrder()).limit(100).toList();
    assertThat(IntStream.range(0, history.size()).mapToObj(i -> history.timeMillis(i) - NOON))
        .containsExactlyElementsOf(expected.stream().map(Integer::longValue).toList());
    for (int age = 0; age < history.size(); age++) {
      assertThat(history.item(age)).isEqualTo(key("at-" + expected.get(age)));
    }
  }

  @Test
  void columnsThatAreNoHistoryAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> History.of(new long[1], new long[2], new byte[2], new float[2]))
        .withMessageContaining("expected one a row (2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> History.of(new long[101], new long[101], new byte[101], new float[101]))
        .withMessageContaining("got 101 rows, expected at most 100");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> History.of(new long[2], new long[] {1, 2}, new byte[2], new float[2]))
        .withMessageContaining("newest first");
  }
}
