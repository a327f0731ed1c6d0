package reco.lab.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import reco.lab.data.UserInteraction;
import reco.lab.json.JsonFile;
import reco.model.id.UserId;
import reco.model.item.Item;
import reco.model.retrieval.ItemTokens;
import reco.ranker.Npy;

/**
 * Writes what retrieval models are trained on: the interactions of positive strength as four
 * columns, and the content tokens of their items. An item without an interaction is left out, so
 * that serving knows it for unseen.
 */
public final class InteractionExport {
  private InteractionExport() {}

  /** What was written. */
  public record Exported(int users, int items, int events) {}

  /**
   * Writes a folder.
   *
   * @param origin the dataset's name, for the model's lineage
   * @param interactions oldest first
   * @param catalogue whose content is written
   * @throws IllegalArgumentException where none is positive
   */
  public static Exported write(
      Path folder, String origin, List<UserInteraction> interactions, List<Item> catalogue)
      throws IOException {
    List<UserInteraction> positive =
        interactions.stream().filter(InteractionExport::isPositive).toList();
    if (positive.isEmpty()) {
      throw new IllegalArgumentException(
          "interactions: got %d, none of positive strength, expected at least one"
              .formatted(interactions.size()));
    }
    SequencedMap<UserId, Integer> users = new LinkedHashMap<>();
    SequencedMap<String, Integer> items = new LinkedHashMap<>();
    for (UserInteraction entry : positive) {
      users.putIfAbsent(entry.user(), users.size());
      items.putIfAbsent(entry.interaction().subject().id(), items.size());
    }
    Files.createDirectories(folder);
    writeInts(folder.resolve("user.npy"), positive, entry -> ordinal(users, entry.user()));
    writeInts(
        folder.resolve("item.npy"),
        positive,
        entry -> ordinal(items, entry.interaction().subject().id()));
    writeWeights(folder.resolve("weight.npy"), positive);
    writeLongs(folder.resolve("time.npy"), positive, entry -> entry.interaction().timeMillis());
    JsonFile.write(folder.resolve("items.json"), new ArrayList<>(items.sequencedKeySet()));
    int tokens = writeContent(folder, items, catalogue);
    var manifest = manifest(origin, users.size(), items.size(), positive);
    manifest.put("content", tokens);
    JsonFile.write(folder.resolve("manifest.json"), manifest);
    return new Exported(users.size(), items.size(), positive.size());
  }

  /** As pairs of an item's ordinal and a token's key; an item's tokens in their order. */
  private static int writeContent(Path folder, Map<String, Integer> items, List<Item> catalogue)
      throws IOException {
    var ordinals = IntStream.builder();
    var tokens = LongStream.builder();
    for (Item item : catalogue) {
      Integer ordinal = items.get(item.id().id());
      if (ordinal != null) {
        for (long token : ItemTokens.of(item)) {
          ordinals.add(ordinal);
          tokens.add(token);
        }
      }
    }
    long[] keys = tokens.build().toArray();
    Npy.writeInts(folder.resolve("content_item.npy"), ordinals.build().toArray(), keys.length);
    Npy.writeLongs(folder.resolve("content_token.npy"), keys, keys.length);
    return keys.length;
  }

  private static boolean isPositive(UserInteraction entry) {
    return entry.interaction().type().needsItem() && entry.interaction().strength() > 0;
  }

  private static <T> int ordinal(Map<T, Integer> ordinals, T key) {
    return ordinals.getOrDefault(key, -1);
  }

  private static Map<String, Object> manifest(
      String origin, int users, int items, List<UserInteraction> positive) {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", 1);
    manifest.put("origin", origin);
    manifest.put("items", items);
    manifest.put("users", users);
    manifest.put("events", positive.size());
    manifest.put("first", instant(positive.getFirst().interaction().timeMillis()));
    manifest.put("last", instant(positive.getLast().interaction().timeMillis()));
    return manifest;
  }

  private static String instant(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).toString();
  }

  private static void writeInts(
      Path file, List<UserInteraction> entries, ToIntFunction<UserInteraction> column)
      throws IOException {
    Npy.writeInts(file, entries.stream().mapToInt(column).toArray(), entries.size());
  }

  private static void writeLongs(
      Path file, List<UserInteraction> entries, ToLongFunction<UserInteraction> column)
      throws IOException {
    Npy.writeLongs(file, entries.stream().mapToLong(column).toArray(), entries.size());
  }

  private static void writeWeights(Path file, List<UserInteraction> entries) throws IOException {
    var weights = new float[entries.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = entries.get(i).interaction().strength();
    }
    Npy.writeFloats(file, weights, weights.length);
  }
}
