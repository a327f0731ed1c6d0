package reco.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under headings, each column as wide as its widest cell; numbers stand to the right. */
final class Table {
  private static final int MAX_WIDTH = 48;
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    this.headings = List.of(headings);
  }

  Table row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(shortened(String.valueOf(cell)));
    }
    if (row.size() != headings.size()) {
      throw new IllegalArgumentException(
          "row: got %d cells, expected %d".formatted(row.size(), headings.size()));
    }
    rows.add(row);
    return this;
  }

  String text() {
    List<Integer> widths = IntStream.range(0, headings.size()).map(this::width).boxed().toList();
    StringBuilder text = new StringBuilder(line(headings, widths)).append('\n');
    rows.forEach(row -> text.append(line(row, widths)).append('\n'));
    return text.toString();
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> columns(row.get(column)))
        .reduce(columns(headings.get(column)), Math::max);
  }

  private String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(column -> padded(cells.get(column), widths.get(column), isNumeric(column)))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream().allMatch(row -> row.get(column).matches("-?[0-9][0-9.,]*|"));
  }

  private static String padded(String cell, int width, boolean right) {
    String spaces = " ".repeat(width - columns(cell));
    return right ? spaces + cell : cell + spaces;
  }

  private static int columns(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return columns(line) <= MAX_WIDTH
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MAX_WIDTH - 3)) + "...";
  }
}
