package reco.model.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPositionTest {
  @Test
  void theTextIsTopicPartitionOffset() {
    assertThat(new LogPosition(0xabc, 12, 345).text()).isEqualTo("0000000000000abc-12-345");
    assertThat(new LogPosition(-1, 0, 0).text()).isEqualTo("ffffffffffffffff-0-0");
  }

  @Property
  void parseReadsWhatTextWrote(
      @ForAll long topic,
      @ForAll @IntRange(max = 999_999_999) int partition,
      @ForAll @LongRange(max = 999_999_999_999_999_999L) long offset) {
    var position = new LogPosition(topic, partition, offset);

    assertThat(LogPosition.parse(position.text())).isEqualTo(position);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7-3-5",
        "0000000000000abc-12",
        "0000000000000ABC-12-345",
        "0000000000000abc--1-345",
        "0000000000000abc-12-01",
        "0000000000000abc-12-99999999999999999999",
        "0000000000000abc-12-345 "
      })
  void anythingElseIsRefusedWithWhatWasExpected(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogPosition.parse(text))
        .withMessage(
            "watermark: got '%s', expected 16 hex digits, '-', partition, '-', offset", text);
  }
}
