package reco.lab.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The fields of one line of a text file, read with the place at hand for the message when one is
 * not as it should be.
 *
 * @param line from 1
 */
record Fields(Path file, int line, List<String> values) {

  /**
   * Reads every line of a latin-1 file; empty lines are passed over.
   *
   * @param least fewest fields that a line must have
   * @throws MalformedDataException for a line with fewer fields, or one that the row refuses
   */
  static <T> List<T> read(Path file, String separator, int least, Function<Fields, T> row) {
    var splitter = Pattern.compile(separator, Pattern.LITERAL);
    List<T> rows = new ArrayList<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i);
      if (text.isBlank()) {
        continue;
      }
      var fields = new Fields(file, i + 1, List.of(splitter.split(text, -1)));
      if (fields.values.size() < least) {
        throw MalformedDataException.at(
            file, i + 1, text, least + " fields separated by " + shown(separator));
      }
      rows.add(row.apply(fields));
    }
    return rows;
  }

  String text(int field) {
    return values.get(field).strip();
  }

  /** A field that is a whole number within bounds, both included. */
  long number(int field, String name, long lowest, long highest) {
    try {
      long number = Long.parseLong(text(field));
      if (number >= lowest && number <= highest) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number out of bounds.
    }
    throw refused(field, "%s, a whole number from %d to %d".formatted(name, lowest, highest));
  }

  /** A field that is an id. */
  String id(int field, String name) {
    if (text(field).isEmpty()) {
      throw refused(field, name + ", not empty");
    }
    return text(field);
  }

  MalformedDataException refused(int field, String expected) {
    return MalformedDataException.at(
        file, line, text(field), String.format(Locale.ROOT, "%s in field %d", expected, field + 1));
  }

  private static String shown(String separator) {
    return separator.equals("\t") ? "tabs" : "'" + separator + "'";
  }
}
