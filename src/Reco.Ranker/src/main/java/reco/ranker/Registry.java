package reco.ranker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of models: {@code NAME/vN/} with a manifest that was written last. */
public final class Registry {
  private final Path root;

  public Registry(Path root) {
    this.root = root;
  }

  /** The complete versions of a model, ascending. */
  public List<Integer> versions(String name) {
    Path folder = root.resolve(name);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.exists(entry.resolve(Manifest.FILE)))
          .map(entry -> entry.getFileName().toString())
          .filter(entry -> entry.matches("v[1-9][0-9]{0,8}"))
          .map(entry -> Integer.parseInt(entry.substring(1)))
          .sorted(Comparator.naturalOrder())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Optional<Integer> latest(String name) {
    List<Integer> versions = versions(name);
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
  }

  /**
   * Opens a version after checking each of its files.
   *
   * @throws ModelRefusedException if a file is missing, or has another size or hash than the
   *     manifest says
   */
  public Artefact open(String name, int version) {
    Path folder = root.resolve(name).resolve("v" + version);
    Manifest manifest = Manifest.read(folder);
    manifest.files().forEach((file, entry) -> verify(folder.resolve(file), entry));
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

  private static void verify(Path file, Manifest.FileEntry expected) {
    try {
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
