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
import reco.lab.data.UserInteraction;
import reco.lab.json.JsonFile;
import reco.model.id.UserId;
import reco.ranker.Npy;

/**
 * Writes what embeddings are trained on: the interactions of positive strength as four columns. An
 * item without one is left out, so that serving knows it for unseen.
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
   * @throws IllegalArgumentException where none is positive
   */
  public static Exported write(Path folder, String origin, List<UserInteraction> interactions)
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
    JsonFile.write(
        folder.resolve("manifest.json"), manifest(origin, users.size(), items.size(), positive));
    return new Exported(users.size(), items.size(), positive.size());
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
