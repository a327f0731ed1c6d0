package reco.model.release;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a model as logs, traces and people name it: {@code ranker@v3}.
 *
 * @param version from 1
 */
public record VersionLabel(String model, int version) {
  private static final Pattern FORM = Pattern.compile("(.+)@v([0-9]{1,9})");

  /** Reads {@link #toString}; empty for anything else, such as "none". */
  public static Optional<VersionLabel> parse(String text) {
    Matcher found = FORM.matcher(text);
    return found.matches()
        ? Optional.of(new VersionLabel(found.group(1), Integer.parseInt(found.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return model + "@v" + version;
  }
}
