package reco.lab.evaluation;

import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import reco.lab.data.Dataset;
import reco.lab.data.MovieLens;
import reco.lab.data.SequenceContent;
import reco.lab.data.SequenceFile;
import reco.lab.data.SequenceFile.UserIds;

/** What is evaluated on, as a command line names it. */
public sealed interface EvaluationSource {
  String EXPECTED = "movielens:DIR, sequences:FILE or split:TRAIN,TEST";

  /**
   * Reads it and holds items out.
   *
   * @param now the end of the histories is set a minute before it
   */
  Experiment load(InstantSource now);

  /** A folder with MovieLens' own files, 100k or 1M; every rating is an item watched. */
  record MovieLensFolder(Path folder) implements EvaluationSource {
    @Override
    public Experiment load(InstantSource now) {
      Dataset dataset = MovieLens.load(folder, Clock.fixed(now.instant(), ZoneOffset.UTC));
      return LeaveLastOut.of(dataset.name(), Histories.of(dataset), List.of());
    }
  }

  /** A line a person, in time order. */
  record Sequences(Path file, UserIds userIds) implements EvaluationSource {
    @Override
    public Experiment load(InstantSource now) {
      var lines = SequenceFile.read(file, userIds);
      var content = SequenceContent.beside(file, lines.items());
      return LeaveLastOut.of(
          name(file), Histories.of(lines.lines(), List.of(), content, now), said(lines, content));
    }
  }

  /** A line a person, unordered, in each of two files. */
  record Split(Path train, Path test, UserIds userIds) implements EvaluationSource {
    private static final long SEED = 1;

    @Override
    public Experiment load(InstantSource now) {
      var known = SequenceFile.read(train, userIds);
      var wanted = SequenceFile.read(test, known.userIds());
      var content = SequenceContent.beside(train, known.items());
      return GivenSplit.of(
          name(train),
          Histories.of(known.lines(), wanted.lines(), content, now),
          wanted.lines(),
          SEED,
          said(known, content));
    }
  }

  /**
   * @param userIds whether lines begin with ids of people
   * @throws IllegalArgumentException for what is no source
   */
  static EvaluationSource parse(String text, UserIds userIds) {
    int colon = text.indexOf(':');
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    String[] parts = rest.split(",", -1);
    String kind = text.substring(0, Math.max(0, colon));
    if (kind.equals("movielens") && !rest.isBlank()) {
      return new MovieLensFolder(Path.of(rest));
    }
    if (kind.equals("sequences") && !rest.isBlank()) {
      return new Sequences(Path.of(rest), userIds);
    }
    if (kind.equals("split") && parts.length == 2 && !parts[0].isBlank() && !parts[1].isBlank()) {
      return new Split(Path.of(parts[0]), Path.of(parts[1]), userIds);
    }
    throw new IllegalArgumentException("data: got '" + text + "', expected " + EXPECTED);
  }

  private static String name(Path file) {
    List<String> name = new ArrayList<>();
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null && parent.getFileName() != null) {
      name.add(parent.getFileName().toString());
    }
    name.add(String.valueOf(file.getFileName()));
    return String.join("/", name);
  }

  private static List<String> said(SequenceFile file, SequenceContent content) {
    return Stream.of(
            said(file.userIds()),
            content.origin().isEmpty() ? "" : "the items' content is from " + content.origin())
        .filter(note -> !note.isEmpty())
        .toList();
  }

  private static String said(UserIds userIds) {
    return switch (userIds) {
      case UserIds.Leading(String why) -> "each line begins with the user's id: " + why;
      case UserIds.Absent(String why) -> "each line begins with an item: " + why;
      case UserIds.Unknown() -> "";
    };
  }
}
