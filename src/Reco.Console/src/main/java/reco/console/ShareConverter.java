package reco.console;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 5%} or {@code 0.05}. */
final class ShareConverter implements ITypeConverter<Double> {
  private static final double PERCENT = 100;

  @Override
  public Double convert(String text) {
    boolean isPercent = text.endsWith("%");
    String number = isPercent ? text.substring(0, text.length() - 1) : text;
    if (number.matches("[0-9]+(\\.[0-9]+)?")) {
      double share = Double.parseDouble(number) / (isPercent ? PERCENT : 1);
      if (share > 0 && share <= 1) {
        return share;
      }
    }
    throw new TypeConversionException("got '%s', expected such as 5%% or 0.05".formatted(text));
  }
}
