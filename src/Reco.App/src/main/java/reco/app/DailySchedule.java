package reco.app;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Once a day, at a time of the machine's zone.
 *
 * @param at the time of day
 */
record DailySchedule(LocalTime at) {
  private static final Pattern FORM = Pattern.compile("daily(?:@([01][0-9]|2[0-3]):([0-5][0-9]))?");
  private static final LocalTime NIGHT = LocalTime.of(3, 0);

  /** The next time after an instant. */
  ZonedDateTime after(ZonedDateTime now) {
    ZonedDateTime today = now.with(at);
    return today.isAfter(now) ? today : now.plusDays(1).with(at);
  }

  /** Reads {@code daily}, which is at 03:00, or {@code daily@04:30}. */
  static final class Converter implements ITypeConverter<DailySchedule> {
    @Override
    public DailySchedule convert(String text) {
      Matcher found = FORM.matcher(text);
      if (!found.matches()) {
        throw new TypeConversionException(
            "got '%s', expected daily or daily@HH:MM".formatted(text));
      }
      return new DailySchedule(
          found.group(1) == null
              ? NIGHT
              : LocalTime.of(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))));
    }
  }
}
