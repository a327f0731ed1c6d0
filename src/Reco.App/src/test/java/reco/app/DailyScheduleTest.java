package reco.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** TR-1. */
class DailyScheduleTest {
  @ParameterizedTest
  @CsvSource({"daily, 03:00", "daily@04:30, 04:30", "daily@23:59, 23:59"})
  void aTimeOfDayIsRead(String text, LocalTime at) {
    assertThat(schedule(text).at()).isEqualTo(at);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hourly", "daily@24:00", "daily@4:30", "daily@12:60", "daily "})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> schedule(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("got '%s', expected daily or daily@HH:MM", text);
  }

  @Test
  void theNextTimeIsTodayOrTomorrow() {
    var schedule = schedule("daily@04:30");
    var morning = ZonedDateTime.parse("2026-03-01T04:29:59Z[UTC]");
    var reached = ZonedDateTime.parse("2026-03-01T04:30:00Z[UTC]");

    assertThat(schedule.after(morning)).isEqualTo(reached);
    assertThat(schedule.after(reached)).isEqualTo(reached.plusDays(1));
  }

  /** 02:30 is not on the clock on the night when it is put forward. */
  @Test
  void anHourThatTheClockLeavesOutDoesNotLoseTheDay() {
    var before = ZonedDateTime.parse("2026-03-28T12:00:00+01:00[Europe/Berlin]");

    ZonedDateTime next = schedule("daily@02:30").after(before);

    assertThat(next).isEqualTo(ZonedDateTime.parse("2026-03-29T03:30:00+02:00[Europe/Berlin]"));
  }

  private static DailySchedule schedule(String text) {
    return new DailySchedule.Converter().convert(text);
  }
}
