package reco.protocol;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reco.model.id.Ids;
import reco.protocol.Decoded.Invalid;
import reco.protocol.Decoded.Valid;

/** Rules asked one after the other; remembers the first that is broken. */
final class Checks {
  private @Nullable Invalid<?> broken;

  /**
   * Any rule.
   *
   * @param holds whether the rule is kept
   */
  Checks that(boolean holds, String field, Object value, String expected) {
    if (!holds && broken == null) {
      broken = new Invalid<>(field, String.valueOf(value), expected);
    }
    return this;
  }

  /** An id that must be there. */
  Checks id(String field, String value) {
    return that(
        Ids.isValid(value),
        field,
        value,
        "1 to " + Ids.MAX_BYTES + " bytes of UTF-8 without control characters");
  }

  /** Text that may be empty. */
  Checks text(String field, String value, int maxBytes) {
    return that(
        isShort(value, maxBytes) && value.chars().noneMatch(Character::isISOControl),
        field,
        value,
        "at most " + maxBytes + " bytes of UTF-8 without control characters");
  }

  /** The value where every rule is kept; it is made only then. */
  <T> Decoded<T> decode(Supplier<T> value) {
    return broken == null ? new Valid<>(value.get()) : broken.as();
  }

  private static boolean isShort(String value, int maxBytes) {
    return value.length() <= maxBytes
        && (value.length() * 3 <= maxBytes
            || value.getBytes(StandardCharsets.UTF_8).length <= maxBytes);
  }
}
