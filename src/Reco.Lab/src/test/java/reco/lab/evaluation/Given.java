package reco.lab.evaluation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import reco.lab.data.SequenceContent;
import reco.lab.data.SequenceFile.Line;

/** Small histories to test on. */
public final class Given {
  public static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
  public static final Progress SILENT = new Progress(_ -> {});

  private Given() {}

  /** Users u0, u1, ... who took items by their ids, such as {@code "a b c"}. */
  public static Histories histories(String... sequences) {
    return Histories.of(lines(sequences), List.of(), SequenceContent.NONE, NOW);
  }

  public static Experiment leaveLastOut(String... sequences) {
    return LeaveLastOut.of("given", histories(sequences), List.of());
  }

  static List<Line> lines(String... sequences) {
    List<Line> lines = new ArrayList<>();
    for (String sequence : sequences) {
      lines.add(new Line("u" + lines.size(), List.of(sequence.split(" "))));
    }
    return lines;
  }

  /** The ids of some items, in order. */
  public static String ids(Histories histories, int... items) {
    return String.join(
        " ", Arrays.stream(items).mapToObj(item -> histories.items().get(item).id().id()).toList());
  }

  /** A user of whom only what was taken is known. */
  public static UserHistory history(int... items) {
    return new UserHistory(0, items, new long[items.length], 1);
  }
}
