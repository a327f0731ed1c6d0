package reco.node.file;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A file that is what was last written to it, or is refused. It holds a magic number, a format, the
 * content, and a CRC-32C of all before it; it is written beside and moved into its place.
 *
 * @param magic first 8 bytes
 * @param format version of the content
 */
public record CheckedFile(Path path, long magic, int format) {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int CHECKSUM_BYTES = Long.BYTES;

  /** Writes what the file is to hold. */
  public interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads what the file holds; all of it is unchanged. */
  public interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  public boolean exists() {
    return Files.exists(path);
  }

  /** Writes the file, durably, or leaves the former one in its place. Makes its folder. */
  public void write(Content content) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = path.resolveSibling(path.getFileName() + ".writing");
    try (var stream = new FileOutputStream(temporary.toFile())) {
      var checked =
          new CheckedOutputStream(new BufferedOutputStream(stream, BUFFER_BYTES), new CRC32C());
      var out = new DataOutputStream(checked);
      out.writeLong(magic);
      out.writeInt(format);
      content.write(out);
      out.writeLong(checked.getChecksum().getValue());
      out.flush();
      stream.getFD().sync();
    }
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /**
   * Reads the file after its checksum was found right.
   *
   * @throws CorruptFileException where it is not what was written, or not in this format
   */
  public <T> T read(Reader<T> reader) throws IOException {
    requireChecksum();
    try (var in = open(Files.newInputStream(path))) {
      check(in.readLong() == magic, "the first bytes");
      check(in.readInt() == format, "the format");
      return reader.read(in);
    }
  }

  private void requireChecksum() throws IOException {
    long contentBytes = Files.size(path) - CHECKSUM_BYTES;
    check(contentBytes >= 0, "the length");
    try (var checked =
            new CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES), new CRC32C());
        var in = new DataInputStream(checked)) {
      in.skipNBytes(contentBytes);
      long sum = checked.getChecksum().getValue();
      check(in.readLong() == sum, "the checksum");
    }
  }

  private static DataInputStream open(InputStream stream) {
    return new DataInputStream(new BufferedInputStream(stream, BUFFER_BYTES));
  }

  private static void check(boolean holds, String what) throws CorruptFileException {
    if (!holds) {
      throw new CorruptFileException(what);
    }
  }
}
