package reco.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.model.item.Item;

class SequenceContentTest {
  private static final List<String> MOVIES =
      List.of("7::Toy Story (1995)::Animation|Comedy", "9::Heat (1995)::Crime");

  @TempDir private Path folder;

  @Test
  void attributesAreTags() throws IOException {
    Files.writeString(folder.resolve("item_attributes.json"), "{\"a\": [1, 2], \"b\": [\"red\"]}");

    SequenceContent content = beside("a", "b", "c");

    assertThat(content.origin()).isEqualTo("item_attributes.json");
    assertThat(content.item("a").tags()).containsExactly("1", "2");
    assertThat(content.item("b").tags()).containsExactly("red");
    assertThat(content.item("c").tags()).isEmpty();
  }

  @Test
  void moviesAreFoundByTheirNewNumbers() throws IOException {
    Files.write(folder.resolve("movies.dat"), MOVIES);
    Files.write(folder.resolve("sas2orig_items.txt"), List.of("1 9", "2 7"));

    Item item = beside("1", "2").item("2");

    assertThat(item.id().id()).isEqualTo("2");
    assertThat(item.title()).isEqualTo("Toy Story (1995)");
    assertThat(item.categories()).containsExactly("Animation", "Comedy");
    assertThat(item.publishMillis()).isPositive();
  }

  @Test
  void withoutNewNumbersEveryItemMustBeAMovie() throws IOException {
    Files.write(folder.resolve("movies.dat"), MOVIES);

    assertThat(beside("7", "9").item("9").categories()).containsExactly("Crime");
    assertThat(beside("7", "8", "9").origin()).isEmpty();
    assertThat(beside("7", "8", "9").item("9").categories()).isEmpty();
  }

  @Test
  void withoutAFileNothingIsKnown() {
    assertThat(beside("a").origin()).isEmpty();
    assertThat(beside("a").item("a").id().id()).isEqualTo("a");
  }

  @Test
  void whatIsNoObjectOfListsIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("item_attributes.json"), "[1, 2]");

    assertThatThrownBy(() -> beside("a"))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining(file.toString());
  }

  private SequenceContent beside(String... items) {
    return SequenceContent.beside(folder.resolve("lines.txt"), Set.of(items));
  }
}
