package reco.ranker;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import reco.ranker.store.FolderStore;
import reco.ranker.store.ModelStore;

/**
 * The versions of models: {@code NAME/vN/} with a manifest that was written last. What has no
 * manifest is an attempt that somebody gave up, and no version.
 */
public final class Registry {
  private final ModelStore store;

  public Registry(ModelStore store) {
    this.store = store;
  }

  /** A registry in a folder. */
  public Registry(Path root) {
    this(new FolderStore(root));
  }

  /** The complete versions of a model, ascending. */
  public List<Integer> versions(String name) {
    return store.versionsWith(name, Manifest.FILE);
  }

  public Optional<Integer> latest(String name) {
    List<Integer> versions = versions(name);
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
  }

  /**
   * What a version says of itself; its files are not looked at.
   *
   * @throws ModelRefusedException if there is no such version, or the manifest is not its own
   */
  public Manifest manifest(String name, int version) {
    String file = store.describe(name, version, Manifest.FILE);
    byte[] content;
    try {
      content =
          store
              .read(name, version, Manifest.FILE, Manifest.MOST_BYTES)
              .orElseThrow(() ->
                  new ModelRefusedException(
                      "%s: got no file, expected one of a complete version".formatted(file)));
    } catch (UncheckedIOException e) {
      throw new ModelRefusedException(file + " cannot be read: " + e.getMessage(), e);
    }
    Manifest manifest = Manifest.parse(content, file);
    if (!manifest.name().equals(name) || manifest.version() != version) {
      throw new ModelRefusedException(
          "%s: name and version: got %s, expected %s@v%d"
              .formatted(file, manifest.label(), name, version));
    }
    return manifest;
  }

  /**
   * Opens a version after checking each of its files.
   *
   * @throws ModelRefusedException if a file is missing, or has another size or hash than the
   *     manifest says
   */
  public Artefact open(String name, int version) {
    Manifest manifest = manifest(name, version);
    Path folder = store.local(name, version, manifest.files().keySet());
    try {
      verify(folder, manifest);
    } catch (ModelRefusedException e) {
      store.forget(name, version);
      throw e;
    }
    return new Artefact(folder, manifest);
  }

  /** A checked version. */
  public record Artefact(Path folder, Manifest manifest) {
    /** A file that the manifest names. */
    public Path file(String name) {
      if (!manifest.files().containsKey(name)) {
        throw new ModelRefusedException(
            "%s: files: got %s, expected %s among them"
                .formatted(manifest.label(), manifest.files().keySet(), name));
      }
      return folder.resolve(name);
    }
  }

  /**
   * Copies a version that lies in a folder into the registry as the model's next one. Its files are
   * checked first and written before the manifest, so that a publish that ends anywhere leaves the
   * versions before it, or itself whole.
   *
   * @return the manifest as it stands in the registry
   * @throws ModelRefusedException if the folder does not hold what its manifest says
   */
  public Manifest publish(Path folder) {
    Manifest given = Manifest.read(folder);
    verify(folder, given);
    String name = given.name();
    int version = store.newestBegun(name) + 1;
    while (!store.begin(name, version)) {
      version++;
    }
    try {
      for (String file : given.files().keySet()) {
        store.write(name, version, file, Files.readAllBytes(folder.resolve(file)));
      }
      JsonObject manifest =
          JsonParser.parseString(Files.readString(folder.resolve(Manifest.FILE))).getAsJsonObject();
      manifest.addProperty("version", version);
      write(name, version, Manifest.FILE, manifest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return manifest(name, version);
  }

  /** Keeps a report beside a version; the version itself is what its manifest names. */
  public void attach(String name, int version, String file, JsonObject report) {
    if (manifest(name, version).files().containsKey(file) || file.equals(Manifest.FILE)) {
      throw new IllegalArgumentException(
          "file: got %s, expected one that is no part of %s@v%d".formatted(file, name, version));
    }
    write(name, version, file, report);
  }

  /** A report that {@link #attach} kept. */
  public Optional<JsonObject> attached(String name, int version, String file) {
    return store
        .read(name, version, file, Manifest.MOST_BYTES)
        .map(content ->
            JsonParser.parseString(new String(content, StandardCharsets.UTF_8)).getAsJsonObject());
  }

  private void write(String name, int version, String file, JsonObject content) {
    String text = new GsonBuilder().setPrettyPrinting().create().toJson(content) + "\n";
    store.write(name, version, file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void verify(Path folder, Manifest manifest) {
    manifest.files().forEach((file, entry) -> verify(folder.resolve(file), entry));
  }

  private static void verify(Path file, Manifest.FileEntry expected) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new ModelRefusedException(
            "%s: got %s, expected a regular file"
                .formatted(file, Files.exists(file) ? "a link or a folder" : "nothing"));
      }
      long bytes = Files.size(file);
      if (bytes != expected.bytes()) {
        throw new ModelRefusedException(
            "%s: got %d bytes, expected %d".formatted(file, bytes, expected.bytes()));
      }
      String hash = sha256(file);
      if (!hash.equals(expected.sha256())) {
        throw new ModelRefusedException(
            "%s: sha-256: got %s, expected %s".formatted(file, hash, expected.sha256()));
      }
    } catch (IOException e) {
      throw new ModelRefusedException(file + " cannot be read: " + e, e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
