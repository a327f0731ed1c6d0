package reco.lab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.lab.data.UserInteraction;
import reco.lab.training.InteractionExport.Exported;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Origin;
import reco.model.interaction.Subject;
import reco.model.item.Item;
import reco.model.retrieval.ItemTokens;
import reco.ranker.Npy;

class InteractionExportTest {
  @TempDir Path folder;

  @Test
  void positiveInteractionsBecomeColumnsInTheirOrder() throws IOException {
    Exported exported =
        InteractionExport.write(
            folder,
            "test",
            List.of(
                entry("ann", "b", InteractionType.CLICK, 0, 1_000),
                entry("bob", "a", InteractionType.RATING, 5, 2_000),
                entry("ann", "a", InteractionType.LIKE, 0, 3_000)),
            List.of());

    assertThat(exported).isEqualTo(new Exported(2, 2, 3));
    assertThat(Npy.readLongs(folder.resolve("user.npy")).values()).containsExactly(0, 1, 0);
    assertThat(Npy.readLongs(folder.resolve("item.npy")).values()).containsExactly(0, 1, 1);
    assertThat(Npy.readFloats(folder.resolve("weight.npy")).values()).containsExactly(1, 3, 3);
    assertThat(Npy.readLongs(folder.resolve("time.npy")).values())
        .containsExactly(1_000, 2_000, 3_000);
    assertThat(Files.readString(folder.resolve("items.json")))
        .containsSubsequence("\"b\"", "\"a\"");
    assertThat(Files.readString(folder.resolve("manifest.json")))
        .contains("\"format\": 1", "\"items\": 2", "\"users\": 2", "\"events\": 3")
        .contains("\"first\": \"1970-01-01T00:00:01Z\"", "\"last\": \"1970-01-01T00:00:03Z\"");
  }

  @Test
  void anItemThatNobodyLikedIsLeftOut() throws IOException {
    Exported exported =
        InteractionExport.write(
            folder,
            "test",
            List.of(
                entry("ann", "skipped", InteractionType.SKIP, 3, 1_000),
                entry("ann", "poor", InteractionType.RATING, 1, 2_000),
                entry("ann", "good", InteractionType.RATING, 4, 3_000)),
            List.of());

    assertThat(exported).isEqualTo(new Exported(1, 1, 1));
    assertThat(Files.readString(folder.resolve("items.json"))).doesNotContain("skipped", "poor");
  }

  @Test
  void theContentOfTakenItemsIsWrittenAsTokens() throws IOException {
    var log = List.of(entry("ann", "b", InteractionType.CLICK, 0, 1_000));
    var catalogue = List.of(item("unseen", "drama"), item("b", "drama", "war"));

    InteractionExport.write(folder, "test", log, catalogue);

    assertThat(Npy.readLongs(folder.resolve("content_item.npy")).values()).containsExactly(0, 0);
    assertThat(Npy.readLongs(folder.resolve("content_token.npy")).values())
        .containsExactly(ItemTokens.of(catalogue.get(1)));
    assertThat(Files.readString(folder.resolve("manifest.json"))).contains("\"content\": 2");
  }

  @Test
  void withoutAnyPositiveInteractionThereIsNothingToTrainOn() {
    var skips = List.of(entry("ann", "a", InteractionType.SKIP, 3, 1_000));

    assertThatThrownBy(() -> InteractionExport.write(folder, "test", skips, List.of()))
        .hasMessageContaining("got 1, none of positive strength");
  }

  private static Item item(String id, String... categories) {
    return new Item(
        ItemId.of(id),
        "",
        "",
        List.of(categories),
        List.of(),
        "",
        0,
        0,
        0,
        Set.of(),
        0,
        "",
        false,
        false,
        1);
  }

  private static UserInteraction entry(
      String user, String item, InteractionType type, float value, long time) {
    return new UserInteraction(
        UserId.of(user),
        new Interaction(
            user + time, time, type, Subject.of(ItemId.of(item)), value, Origin.UNKNOWN));
  }
}
