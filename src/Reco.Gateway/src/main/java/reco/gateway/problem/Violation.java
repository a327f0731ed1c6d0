package reco.gateway.problem;

/**
 * A field that is not as it should be.
 *
 * @param field its path in the request, {@code events[3].rating}
 * @param value as it was given, cut to {@value #MAX_VALUE} characters
 * @param expected what would have been right
 */
public record Violation(String field, String value, String expected) {
  private static final int MAX_VALUE = 80;

  public Violation {
    value = value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) + "..." : value;
  }

  public String detail() {
    return "%s: got '%s', expected %s".formatted(field, value, expected);
  }
}
