package reco.node.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.model.id.ItemId;
import reco.model.item.ItemCatalogue;
import reco.model.item.ItemText;

class MappedItemTextsTest {
  private static final int SMALL = 32 * 1024;

  @TempDir Path folder;

  @Test
  void textsComeBackAsTheyWerePutIn() {
    try (var texts = new MappedItemTexts(folder, SMALL)) {
      ItemText text =
          new ItemText(
              new ItemId("shop", "schön"),
              "Fünf Äpfel 🍎",
              "two\nlines",
              List.of("drama", "crime"),
              List.of());

      texts.put(70_000, text);

      assertThat(texts.read(70_000)).contains(text);
      assertThat(ids(texts, 70_000, 69_999, -1, 1 << 20)).containsExactly("schön", "", "", "");
      assertThat(texts.title(70_000)).isEqualTo("Fünf Äpfel 🍎");
      assertThat(texts.read(69_999)).isEmpty();
      assertThat(texts.title(0)).isEmpty();
    }
  }

  @Test
  @DisplayName("after many writes the texts are those of a map, and the file stays small")
  void afterManyWritesTheTextsAreThoseOfAMap() throws IOException {
    Random random = new Random(7);
    Map<Integer, ItemText> model = new HashMap<>();
    try (var texts = new MappedItemTexts(folder, SMALL)) {
      for (int i = 0; i < 20_000; i++) {
        int row = random.nextInt(50);
        if (random.nextInt(4) == 0) {
          texts.clear(row);
          model.remove(row);
        } else {
          ItemText text = text("i" + i, "x".repeat(random.nextInt(200)));
          texts.put(row, text);
          model.put(row, text);
        }
      }

      for (int row = 0; row < 50; row++) {
        assertThat(texts.read(row)).isEqualTo(Optional.ofNullable(model.get(row)));
      }
      assertThat(texts.fileBytes()).isLessThan(4 * SMALL);
      assertThat(files()).hasSize(1);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void textsMayFillManyChunks() {
    int rows = 1_300;
    try (var texts = new MappedItemTexts(folder, SMALL)) {
      for (int row = 0; row < rows; row++) {
        texts.put(row, text("i" + row, "y".repeat(16_000)));
      }

      for (int row = 0; row < rows; row++) {
        assertThat(texts.read(row)).contains(text("i" + row, "y".repeat(16_000)));
      }
    }
  }

  @Test
  void whatAFormerRunLeftIsRemoved() throws IOException {
    Files.writeString(folder.resolve("texts-9.mapped"), "former");

    try (var texts = new MappedItemTexts(folder, SMALL)) {
      assertThat(files()).hasSize(1);
      assertThat(texts.read(0)).isEmpty();
    }
  }

  @Test
  void aReaderOfTheCatalogueNeverSeesAnotherItemsTextWhileTextsMove() throws Exception {
    try (var texts = new MappedItemTexts(folder, SMALL);
        var reader = Executors.newSingleThreadExecutor()) {
      ItemCatalogue catalogue = new ItemCatalogue(texts);
      AtomicBoolean writing = new AtomicBoolean(true);
      CountDownLatch started = new CountDownLatch(1);
      var reads = reader.submit(() -> readWhile(writing, started, catalogue));
      started.await();

      try {
        for (int n = 1; n <= 40_000; n++) {
          int id = n % 10;
          if (n % 7 == 0) {
            catalogue.delete(ItemId.of("i" + id), n);
          } else {
            catalogue.upsert(Items.item("i" + id).titled("i" + id + " " + n).version(n).build());
          }
        }
      } finally {
        writing.set(false);
      }

      assertThat(reads.get(30, TimeUnit.SECONDS)).isPositive();
    }
  }

  private static long readWhile(
      AtomicBoolean writing, CountDownLatch started, ItemCatalogue catalogue) {
    started.countDown();
    long reads = 0;
    while (writing.get()) {
      String id = "i" + reads % 10;
      catalogue
          .find(ItemId.of(id).key())
          .ifPresent(item -> assertThat(item.title()).isEqualTo(id + " " + item.version()));
      reads++;
    }
    return reads;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static String[] ids(MappedItemTexts texts, int... rows) {
    String[] ids = new String[rows.length];
    texts.ids(rows, ids);
    return ids;
  }

  private static ItemText text(String id, String description) {
    return new ItemText(
        ItemId.of(id), "Title of " + id, description, List.of("drama"), List.of("a", "b"));
  }
}
