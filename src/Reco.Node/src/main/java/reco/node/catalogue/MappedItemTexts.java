package reco.node.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.model.item.ItemText;
import reco.model.item.ItemTexts;

/**
 * Texts in a memory-mapped, append-only file, which the operating system keeps in memory as far as
 * it is read. When more than half of it is dead, what lives is copied to a new file and readers
 * turn to that one. The file is made anew with each start: the catalogue's snapshot holds the
 * texts, too.
 */
public final class MappedItemTexts implements ItemTexts, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MappedItemTexts.class);
  private static final String PREFIX = "texts-";
  private static final String SUFFIX = ".mapped";

  private static final int CHUNK_BYTES = 8 * 1024 * 1024;

  private final Path folder;
  private final int chunkBytes;
  private volatile TextFile file;
  private int generation;

  /**
   * @param folder used by nobody else; made where it is missing, emptied of former texts
   */
  public MappedItemTexts(Path folder) {
    this(folder, CHUNK_BYTES);
  }

  /**
   * @param folder used by nobody else; made where it is missing, emptied of former texts
   * @param chunkBytes by which the file grows, a power of two; fewer dead bytes than that are left
   *     where they are
   */
  public MappedItemTexts(Path folder, int chunkBytes) {
    this.folder = folder;
    this.chunkBytes = chunkBytes;
    removeFormer(folder);
    this.file = next();
  }

  private static void removeFormer(Path folder) {
    try {
      Files.createDirectories(folder);
      try (DirectoryStream<Path> former = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
        for (Path path : former) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TextFile next() {
    return TextFile.create(folder.resolve(PREFIX + generation++ + SUFFIX), chunkBytes);
  }

  @Override
  public void put(int row, ItemText text) {
    compactIfHalfDead();
    file.put(row, TextRecord.write(text));
  }

  @Override
  public void clear(int row) {
    file.clear(row);
  }

  private void compactIfHalfDead() {
    TextFile old = file;
    if (old.dead() < chunkBytes || old.dead() <= old.live()) {
      return;
    }
    TextFile compact = next();
    for (int row = 0; row < old.rows(); row++) {
      ByteBuffer record = old.record(row);
      if (record.hasRemaining()) {
        compact.put(row, record);
      }
    }
    file = compact;
    old.delete();
    log.info("texts: kept {} bytes, dropped {}", compact.live(), old.dead());
  }

  @Override
  public Optional<ItemText> read(int row) {
    ByteBuffer record = file.record(row);
    return record.hasRemaining() ? Optional.of(TextRecord.read(record)) : Optional.empty();
  }

  @Override
  public void ids(int[] rows, String[] into) {
    file.firstStrings(rows, into);
  }

  @Override
  public String title(int row) {
    ByteBuffer record = file.record(row);
    return record.hasRemaining() ? TextRecord.title(record) : "";
  }

  @Override
  public long columnBytes() {
    return file.placeBytes();
  }

  /** Bytes of the file, live and dead. */
  public long fileBytes() {
    return file.live() + file.dead();
  }

  @Override
  public void close() {
    file.delete();
  }
}
