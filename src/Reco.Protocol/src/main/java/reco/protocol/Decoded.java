package reco.protocol;

/** What came of reading something that others wrote. */
public sealed interface Decoded<T> {
  /**
   * The value.
   *
   * @throws IllegalArgumentException with the finding, where a rule is broken
   */
  default T orThrow() {
    return switch (this) {
      case Valid<T>(T value) -> value;
      case Invalid<T> invalid -> throw new IllegalArgumentException(invalid.message());
    };
  }

  /** It keeps every rule. */
  record Valid<T>(T value) implements Decoded<T> {}

  /**
   * It breaks a rule.
   *
   * @param field the first field that does, by its name in the .proto
   * @param value what it holds, shortened
   * @param expected what it should hold
   */
  record Invalid<T>(String field, String value, String expected) implements Decoded<T> {
    private static final int SHOWN = 80;

    public Invalid {
      value = value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value;
    }

    public String message() {
      return "%s: got '%s', expected %s".formatted(field, value, expected);
    }

    /** The same finding about a reading of another type. */
    public <U> Invalid<U> as() {
      return new Invalid<>(field, value, expected);
    }
  }
}
