package reco.ranker;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a model version says of itself; the last file of a publish, so that a version with a
 * manifest is a whole one. Absent fields are null in the file's sense and refused by {@link #read}.
 *
 * @param kind "retrieval" or "ranker"
 * @param files name to hash and size
 */
public record Manifest(
    int format,
    String name,
    int version,
    String kind,
    Map<String, FileEntry> files,
    @SerializedName("feature_spec") Spec featureSpec,
    List<String> heads,
    Query query,
    Encoder encoder) {
  static final String FILE = "manifest.json";
  private static final int FORMAT = 1;
  private static final Gson GSON = new Gson();

  /** A file of the version. */
  public record FileEntry(String sha256, long bytes) {}

  /** The features that a ranker was trained on. */
  public record Spec(String version, String hash, List<String> user, List<String> item) {}

  /** How a retrieval model makes a query of a history. */
  public record Query(
      @SerializedName("recency_decay") double recencyDecay, int history, String weight) {}

  /** The encoder of a retrieval model: the longest history that it reads. */
  public record Encoder(int history) {}

  static Manifest read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      Manifest manifest = GSON.fromJson(Files.readString(file), Manifest.class);
      if (manifest == null || manifest.format != FORMAT) {
        throw new ModelRefusedException(
            "%s: format: got %s, expected %d"
                .formatted(file, manifest == null ? "nothing" : manifest.format, FORMAT));
      }
      require(file, "name", manifest.name != null);
      require(file, "version", manifest.version > 0);
      require(file, "files", manifest.files != null && !manifest.files.isEmpty());
      return manifest;
    } catch (IOException | JsonParseException e) {
      throw new ModelRefusedException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void require(Path file, String field, boolean present) {
    if (!present) {
      throw new ModelRefusedException("%s: %s is missing".formatted(file, field));
    }
  }

  /** {@code name@vN}. */
  public String label() {
    return name + "@v" + version;
  }
}
