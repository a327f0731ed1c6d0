package reco.console;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time as people write it: {@code 90s}, {@code 10m}, {@code 2h}. */
final class TimeConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      return Duration.parse("PT" + text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "got '%s', expected such as 90s, 10m or 2h".formatted(text));
    }
  }
}
