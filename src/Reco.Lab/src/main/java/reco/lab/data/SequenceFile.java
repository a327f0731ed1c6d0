package reco.lab.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reco.model.id.Ids;

/**
 * What people took, a line a person: ids of items separated by blanks, with or without the person's
 * id before them. Empty lines are passed over; where there are no ids of people, the number of the
 * line is one.
 *
 * @param userIds whether the lines begin with ids of people, and how that was found out
 */
public record SequenceFile(Path file, UserIds userIds, List<Line> lines) {
  /**
   * So many times more pairs of lines than items make it all but certain (1 - e^-10) that two lines
   * would begin with the same item, were the first word of a line an item.
   */
  private static final int PAIRS_AN_ITEM = 10;

  public SequenceFile {
    lines = List.copyOf(lines);
  }

  /** A person and the ids of what the person took, in the order of the file. */
  public record Line(String user, List<String> items) {
    public Line {
      items = List.copyOf(items);
    }
  }

  /** Whether lines begin with ids of people. */
  public sealed interface UserIds {
    /** They do. */
    record Leading(String why) implements UserIds {}

    /** They begin with an item. */
    record Absent(String why) implements UserIds {}

    /** The file itself tells. */
    record Unknown() implements UserIds {}
  }

  /**
   * Reads a file.
   *
   * @param given what the reader knows of the lines' first words
   * @throws MalformedDataException for a file without lines, a person who stands twice, and an id
   *     that is none, naming file and line
   */
  public static SequenceFile read(Path file, UserIds given) {
    List<Row> rows = rows(file);
    if (rows.isEmpty()) {
      throw MalformedDataException.of(file, "no lines, expected a line a person");
    }
    UserIds known = given instanceof UserIds.Unknown ? detect(rows) : given;
    boolean leading = known instanceof UserIds.Leading;
    List<Line> lines = new ArrayList<>(rows.size());
    Set<String> users = new HashSet<>();
    for (Row row : rows) {
      String user = leading ? row.words.getFirst() : Integer.toString(row.line);
      if (!users.add(user)) {
        throw MalformedDataException.at(file, row.line, user, "a person who has no line before");
      }
      lines.add(new Line(user, leading ? row.words.subList(1, row.words.size()) : row.words));
    }
    return new SequenceFile(file, known, lines);
  }

  /** The ids of all items. */
  public Set<String> items() {
    return lines.stream().flatMap(line -> line.items.stream()).collect(Collectors.toSet());
  }

  private record Row(int line, List<String> words) {}

  private static List<Row> rows(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    Map<String, String> shared = new HashMap<>();
    List<Row> rows = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).strip();
      if (!text.isEmpty()) {
        List<String> words =
            Arrays.stream(text.split("\\s+")).map(w -> shared.computeIfAbsent(w, k -> k)).toList();
        int line = i + 1;
        words.stream()
            .filter(word -> !Ids.isValid(word))
            .findFirst()
            .ifPresent(word -> {
              throw MalformedDataException.at(file, line, word, "an id of 1 to 128 bytes");
            });
        rows.add(new Row(line, words));
      }
    }
    return rows;
  }

  /**
   * Ids of people stand once each. First items repeat, unless there are few lines: then only a
   * count of the lines, or words that are items nowhere, are taken for ids of people.
   */
  private static UserIds detect(List<Row> rows) {
    Set<String> first = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (Row row : rows) {
      if (!first.add(row.words.getFirst())) {
        return new UserIds.Absent("'%s' begins more than one line".formatted(row.words.getFirst()));
      }
      others.addAll(row.words.subList(1, row.words.size()));
    }
    if (counts(rows, 0) || counts(rows, 1)) {
      return new UserIds.Leading("the first words count the lines");
    }
    if (first.stream().noneMatch(others::contains)) {
      return new UserIds.Leading("the first words stand nowhere else");
    }
    long pairs = rows.size() * (rows.size() - 1L) / 2;
    return pairs > (long) PAIRS_AN_ITEM * others.size()
        ? new UserIds.Leading("%,d first words, no two the same".formatted(rows.size()))
        : new UserIds.Absent("the first words are items elsewhere, and too few to tell more");
  }

  private static boolean counts(List<Row> rows, int from) {
    return IntStream.range(0, rows.size())
        .allMatch(i -> rows.get(i).words.getFirst().equals(Integer.toString(from + i)));
  }
}
