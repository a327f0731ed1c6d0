package reco.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Snapshots of one index in a folder, numbered as they were saved; the last few are kept. One that
 * is not intact, of another kind of index, or that misses its recall is refused, and the one before
 * serves. Used by one thread at a time.
 *
 * @param kept most snapshots kept, 1 or more
 */
public record SnapshotFolder(Path folder, int kept) {
  private static final Pattern NAME = Pattern.compile("(\\d{10})\\.snapshot");
  private static final String WITHDRAWN = ".withdrawn";

  /** A snapshot that does not serve, and why. */
  public record Refused(Path snapshot, String reason) {}

  /**
   * What came of loading.
   *
   * @param served the snapshot that serves now; empty where none could, and the index is as before
   * @param refused those newer than it
   */
  public record Loaded(Optional<Path> served, List<Refused> refused) {
    public Loaded {
      refused = List.copyOf(refused);
    }
  }

  /**
   * @throws IllegalArgumentException if none were to be kept
   */
  public SnapshotFolder {
    if (kept < 1) {
      throw new IllegalArgumentException("kept: got %d, expected 1 or more".formatted(kept));
    }
  }

  /** Writes what the index holds now as the newest snapshot. */
  public Path save(Int8Index index) throws IOException {
    Files.createDirectories(folder);
    var before = newestFirst();
    long number = before.isEmpty() ? 1 : number(before.getFirst()) + 1;
    Path path = folder.resolve("%010d.snapshot".formatted(number));
    index.write(new SnapshotFile(path));
    for (var old : before.stream().skip(kept - 1L).toList()) {
      Files.delete(old);
    }
    return path;
  }

  /** Puts the newest good snapshot in the place of what the index holds, in one step. */
  public Loaded load(Int8Index index) throws IOException {
    var refused = new ArrayList<Refused>();
    for (Path snapshot : newestFirst()) {
      try {
        index.read(new SnapshotFile(snapshot));
        return new Loaded(Optional.of(snapshot), refused);
      } catch (SnapshotRefusedException e) {
        refused.add(new Refused(snapshot, String.valueOf(e.getMessage())));
      }
    }
    return new Loaded(Optional.empty(), refused);
  }

  /** Sets the newest snapshot aside for good, and loads the one before it. */
  public Loaded rollBack(Int8Index index) throws IOException {
    var snapshots = newestFirst();
    if (!snapshots.isEmpty()) {
      Path newest = snapshots.getFirst();
      Files.move(newest, newest.resolveSibling(newest.getFileName() + WITHDRAWN));
    }
    return load(index);
  }

  private List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.<Path>naturalOrder().reversed())
          .toList();
    }
  }

  private static long number(Path snapshot) {
    return Long.parseLong(snapshot.getFileName().toString(), 0, 10, 10);
  }
}
