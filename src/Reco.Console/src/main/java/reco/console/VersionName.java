package reco.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A version of a model as people write it: {@code ranker@v3}. */
record VersionName(String model, int version) {
  static final VersionName NONE = new VersionName("", 0);
  private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]*)@v([1-9][0-9]{0,8})");

  @Override
  public String toString() {
    return model + "@v" + version;
  }

  /** Reads one. */
  static final class Converter implements ITypeConverter<VersionName> {
    @Override
    public VersionName convert(String text) {
      Matcher found = FORM.matcher(text);
      if (!found.matches()) {
        throw new TypeConversionException("got '%s', expected such as ranker@v3".formatted(text));
      }
      return new VersionName(found.group(1), Integer.parseInt(found.group(2)));
    }
  }
}
