package reco.ranker.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of this machine, or one that several machines mount. */
public final class FolderStore implements ModelStore {
  private final Path root;

  public FolderStore(Path root) {
    this.root = root;
  }

  @Override
  public List<Integer> versionsWith(String model, String file) {
    return versions(model).stream()
        .filter(version -> Files.exists(folder(model, version).resolve(file)))
        .toList();
  }

  @Override
  public int newestBegun(String model) {
    List<Integer> versions = versions(model);
    return versions.isEmpty() ? 0 : versions.getLast();
  }

  private List<Integer> versions(String model) {
    Path folder = root.resolve(model);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> Versions.parse(entry.getFileName().toString()))
          .flatMap(Optional::stream)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean begin(String model, int version) {
    try {
      Files.createDirectories(root.resolve(model));
      Files.createDirectory(folder(model, version));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes aside, forces the bytes out, renames, and forces the folder out. */
  @Override
  public void write(String model, int version, String file, byte[] content) {
    Path folder = folder(model, version);
    Path aside = folder.resolve("." + file + ".tmp");
    try {
      try (var out =
          FileChannel.open(
              aside,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(
          aside,
          folder.resolve(file),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      force(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a rename durable. Windows opens no folder, and needs no such call. */
  private static void force(Path folder) throws IOException {
    if (!System.getProperty("os.name", "").startsWith("Windows")) {
      try (var opened = FileChannel.open(folder, StandardOpenOption.READ)) {
        opened.force(true);
      }
    }
  }

  @Override
  public Optional<byte[]> read(String model, int version, String file, int mostBytes) {
    Path path = folder(model, version).resolve(file);
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      Versions.requireAtMost(path.toString(), Files.size(path), mostBytes);
      return Optional.of(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path local(String model, int version, Collection<String> files) {
    return folder(model, version);
  }

  @Override
  public String describe(String model, int version, String file) {
    return folder(model, version).resolve(file).toString();
  }

  private Path folder(String model, int version) {
    return root.resolve(model).resolve("v" + version);
  }
}
