package reco.ranker;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reco.model.release.VersionLabel;

/**
 * What a model version says of itself; the last file of a publish, so that a version with a
 * manifest is a whole one. {@link #parse} refuses one that cannot be trusted with file names.
 *
 * @param kind "retrieval" or "ranker"
 * @param createdAt ISO-8601 in UTC, "" where it is not said
 * @param files name to hash and size
 * @param featureSpec of a ranker
 * @param heads of a ranker, in the order of its outputs
 * @param query of a retrieval model
 */
public record Manifest(
    int format,
    String name,
    int version,
    String kind,
    @SerializedName("created_at") String createdAt,
    Map<String, FileEntry> files,
    @SerializedName("feature_spec") @Nullable Spec featureSpec,
    @Nullable List<String> heads,
    @Nullable Query query,
    @Nullable Encoder encoder,
    @Nullable Ease ease,
    JsonObject metrics,
    Lineage lineage) {
  public static final String FILE = "manifest.json";
  static final int MOST_BYTES = 4 << 20;
  private static final int FORMAT = 1;
  private static final int MOST_FILES = 64;
  private static final long MOST_TOTAL_BYTES = 16L << 30;
  private static final String FILE_NAME = "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}";
  private static final Gson GSON = new Gson();

  /** A file of the version. */
  public record FileEntry(@Nullable String sha256, long bytes) {}

  /** The features that a ranker was trained on. */
  public record Spec(String version, String hash, List<String> user, List<String> item) {
    boolean isWhole() {
      return version != null && hash != null && areNames(user) && areNames(item);
    }

    private static boolean areNames(@Nullable List<String> names) {
      return names != null && !names.isEmpty() && names.stream().allMatch(name -> name != null);
    }
  }

  /** How a retrieval model makes a query of a history. */
  public record Query(
      @SerializedName("recency_decay") double recencyDecay, int history, String weight) {}

  /**
   * Where a version comes from.
   *
   * @param data what it was trained on, with the first and last instant of it
   * @param codeVersion of the trainer
   * @param parent the version that served when this one was trained, {@code ranker@v3}; "": none
   */
  public record Lineage(
      Map<String, Object> data,
      long seed,
      @SerializedName("code_version") String codeVersion,
      String parent) {
    private static final Lineage UNKNOWN = new Lineage(Map.of(), 0, "", "");

    private Lineage whole() {
      return new Lineage(
          data == null ? Map.of() : data,
          seed,
          codeVersion == null ? "" : codeVersion,
          parent == null ? "" : parent);
    }

    /** The first and the last instant of the data, "" where it is not said. */
    public String range() {
      return data.containsKey("first") ? data.get("first") + " to " + data.get("last") : "";
    }
  }

  /** The encoder of a retrieval model: the longest history that it reads. */
  public record Encoder(int history) {}

  /**
   * The linear model of a retrieval model: how it weighs a history, and how much of it it reads.
   */
  public record Ease(double decay, int history) {}

  static Manifest read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw refused(file.toString(), "size", Files.size(file), "at most " + MOST_BYTES);
      }
      return parse(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new ModelRefusedException(file + " cannot be read: " + e, e);
    }
  }

  /**
   * Reads a manifest.
   *
   * @param file where it comes from, for messages
   * @throws ModelRefusedException with the field, its value and what was expected
   */
  static Manifest parse(byte[] content, String file) {
    try {
      Manifest read = GSON.fromJson(new String(content, StandardCharsets.UTF_8), Manifest.class);
      if (read == null || read.format != FORMAT) {
        throw refused(file, "format", read == null ? "nothing" : read.format, FORMAT);
      }
      require(file, "name", read.name, read.name != null && read.name.matches("[a-z][a-z0-9-]*"));
      require(file, "version", read.version, read.version > 0);
      require(file, "files", read.files, read.files != null && !read.files.isEmpty());
      read.requireSoundFiles(file);
      return read.whole();
    } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
      throw new ModelRefusedException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void requireSoundFiles(String file) {
    if (files.size() > MOST_FILES) {
      throw refused(file, "files", files.size() + " of them", "at most " + MOST_FILES);
    }
    long total = 0;
    for (var entry : files.entrySet()) {
      String name = entry.getKey();
      FileEntry said = entry.getValue();
      if (!name.matches(FILE_NAME) || name.equals(FILE)) {
        throw refused(file, "files", "'" + name + "'", "plain file names, " + FILE_NAME);
      }
      if (said == null || said.sha256 == null || !said.sha256.matches("[0-9a-f]{64}")) {
        throw refused(file, "files." + name, said, "a sha256 of 64 hexadecimal digits");
      }
      if (said.bytes < 0 || said.bytes > MOST_TOTAL_BYTES) {
        throw refused(file, "files." + name + ".bytes", said.bytes, "0 to " + MOST_TOTAL_BYTES);
      }
      total += said.bytes;
    }
    if (total > MOST_TOTAL_BYTES) {
      throw refused(file, "files", total + " bytes", "at most " + MOST_TOTAL_BYTES);
    }
  }

  private Manifest whole() {
    return new Manifest(
        format,
        name,
        version,
        kind == null ? name : kind,
        createdAt == null ? "" : createdAt,
        Map.copyOf(files),
        featureSpec,
        heads,
        query,
        encoder,
        ease,
        metrics == null ? new JsonObject() : metrics,
        lineage == null ? Lineage.UNKNOWN : lineage.whole());
  }

  /** The feature specification of a ranker. */
  public Optional<Spec> spec() {
    return Optional.ofNullable(featureSpec).filter(Spec::isWhole);
  }

  /** Every number among the metrics by its path, such as {@code heads.click.auc}. */
  public SortedMap<String, Double> numbers() {
    SortedMap<String, Double> numbers = new TreeMap<>();
    collect("", metrics, numbers);
    return numbers;
  }

  private static void collect(String path, JsonElement at, Map<String, Double> into) {
    if (at.isJsonObject()) {
      String before = path.isEmpty() ? "" : path + ".";
      at.getAsJsonObject()
          .entrySet()
          .forEach(e -> collect(before + e.getKey(), e.getValue(), into));
    } else if (at.isJsonPrimitive() && at.getAsJsonPrimitive().isNumber()) {
      into.put(path, at.getAsDouble());
    }
  }

  private static void require(String file, String field, @Nullable Object got, boolean holds) {
    if (got == null) {
      throw new ModelRefusedException("%s: %s is missing".formatted(file, field));
    }
    if (!holds) {
      throw refused(file, field, got, "another");
    }
  }

  private static ModelRefusedException refused(
      String file, String field, @Nullable Object got, Object expected) {
    return new ModelRefusedException(
        "%s: %s: got %s, expected %s".formatted(file, field, got, expected));
  }

  /** {@code name@vN}. */
  public String label() {
    return new VersionLabel(name, version).toString();
  }
}
