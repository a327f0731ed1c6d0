package reco.protocol;

import java.nio.charset.StandardCharsets;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reco.model.id.Ids;
import reco.protocol.Decoded.Invalid;
import reco.protocol.Decoded.Valid;

/** Rules asked one after the other; remembers the first that is broken. */
final class Checks {
  private static final int MAX_LANGUAGE_BYTES = 35;
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

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

  /** Text that may be empty and may have lines. */
  Checks lines(String field, String value, int maxBytes) {
    return that(isShort(value, maxBytes), field, value, "at most " + maxBytes + " bytes of UTF-8");
  }

  /** A language tag that may be empty. */
  Checks language(String field, String tag) {
    text(field, tag, MAX_LANGUAGE_BYTES);
    return that(tag.isEmpty() || isLanguage(tag), field, tag, "a language tag of BCP 47");
  }

  /** A country. */
  Checks country(String field, String country) {
    return that(
        COUNTRIES.contains(country),
        field,
        country,
        "a country of ISO 3166-1 in two upper-case letters");
  }

  /** The value where every rule is kept; it is made only then. */
  <T> Decoded<T> decode(Supplier<T> value) {
    return broken == null ? new Valid<>(value.get()) : broken.as();
  }

  private static boolean isLanguage(String tag) {
    try {
      new Locale.Builder().setLanguageTag(tag);
      return true;
    } catch (IllformedLocaleException _) {
      return false;
    }
  }

  private static boolean isShort(String value, int maxBytes) {
    return value.length() <= maxBytes
        && (value.length() * 3 <= maxBytes
            || value.getBytes(StandardCharsets.UTF_8).length <= maxBytes);
  }
}
