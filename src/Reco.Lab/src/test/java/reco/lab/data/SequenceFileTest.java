package reco.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.lab.data.SequenceFile.Line;
import reco.lab.data.SequenceFile.UserIds;

class SequenceFileTest {
  private static final UserIds AUTO = new UserIds.Unknown();

  @TempDir private Path folder;

  @Test
  void firstWordsThatCountTheLinesAreUsers() throws IOException {
    var file = read("1 10 11 12\n2 11 1 2\n3 10 3 12\n");

    assertThat(file.userIds()).isInstanceOf(UserIds.Leading.class);
    assertThat(file.lines().get(1)).isEqualTo(new Line("2", List.of("11", "1", "2")));
  }

  @Test
  void firstWordsThatStandNowhereElseAreUsers() throws IOException {
    var file = read("ann 1 2\nbob 2 3\n");

    assertThat(file.userIds()).isInstanceOf(UserIds.Leading.class);
    assertThat(file.lines()).extracting(Line::user).containsExactly("ann", "bob");
  }

  @Test
  void manyFirstWordsOfWhichNoTwoAreTheSameAreUsers() throws IOException {
    // 200 lines that begin with 200 different ones of 300 items would be a miracle.
    String text =
        IntStream.range(0, 200)
            .mapToObj(line -> (7 * line) % 300 + " " + (line + 50) + " " + (line + 100))
            .collect(Collectors.joining("\n"));

    assertThat(read(text).userIds()).isInstanceOf(UserIds.Leading.class);
  }

  @Test
  void aFirstWordThatBeginsTwoLinesIsAnItem() throws IOException {
    var file = read("5 6 7\n8 6 5\n5 7 8\n");

    assertThat(file.userIds()).isInstanceOf(UserIds.Absent.class);
    assertThat(file.lines().getFirst()).isEqualTo(new Line("1", List.of("5", "6", "7")));
  }

  @Test
  void fewFirstWordsThatAreItemsElsewhereAreItems() throws IOException {
    assertThat(read("5 6 7\n8 6 5\n").userIds()).isInstanceOf(UserIds.Absent.class);
  }

  @Test
  void theReaderMayKnowBetter() throws IOException {
    Path file = Files.writeString(folder.resolve("lines"), "1 2 3\n2 3 4\n");

    var read = SequenceFile.read(file, new UserIds.Absent("said so"));

    assertThat(read.lines().getFirst().items()).containsExactly("1", "2", "3");
  }

  @Test
  void emptyLinesArePassedOverAndAnyBlanksSeparate() throws IOException {
    var file = read("ann\t1  2 \n\n  bob 3\n");

    assertThat(file.lines())
        .containsExactly(new Line("ann", List.of("1", "2")), new Line("bob", List.of("3")));
  }

  @Test
  void aPersonWhoStandsTwiceIsRefusedWithTheLine() throws IOException {
    Path file = Files.writeString(folder.resolve("lines"), "ann 1 2\nann 3 4\n");

    assertThatThrownBy(() -> SequenceFile.read(file, new UserIds.Leading("said so")))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("line 2: got 'ann', expected a person who has no line before");
  }

  @Test
  void aFileWithoutLinesIsRefused() {
    assertThatThrownBy(() -> read("\n\n"))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("no lines");
  }

  @Test
  void thePublishedFilesAreReadAsTheyAre() {
    var movies =
        SequenceFile.read(RealData.require("ml-1m", "ml1m_seq.txt").resolve("ml1m_seq.txt"), AUTO);
    var beauty =
        SequenceFile.read(RealData.require("beauty", "beauty.txt").resolve("beauty.txt"), AUTO);

    assertThat(movies.userIds()).isInstanceOf(UserIds.Absent.class);
    assertThat(movies.lines()).hasSize(6_040);
    assertThat(beauty.userIds()).isInstanceOf(UserIds.Leading.class);
    assertThat(beauty.lines().getFirst().items()).containsExactly("1", "2", "3", "4", "5");
  }

  private SequenceFile read(String text) throws IOException {
    return SequenceFile.read(Files.writeString(folder.resolve("lines"), text), AUTO);
  }
}
