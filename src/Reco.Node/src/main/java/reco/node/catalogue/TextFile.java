package reco.node.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * One memory-mapped, append-only file of records, and where each row's record lies. What was
 * written is never overwritten, so a reader may read a record for as long as it holds this. One
 * writer, many readers.
 */
final class TextFile {
  private static final int ZEROS_BYTES = 64 * 1024;
  private static final int ROWS_BITS = 10;
  private static final int ROWS_MASK = (1 << ROWS_BITS) - 1;
  private static final VarHandle PLACES = MethodHandles.arrayElementVarHandle(long[].class);

  private final Path path;
  private final int chunkBytes;
  private final int chunkBits;
  private final FileChannel channel;
  private volatile MappedByteBuffer[] chunks = new MappedByteBuffer[0];

  /** Per row: where its record starts, one higher; 0 is nowhere. */
  private volatile long[][] places = new long[0][];

  private long end;
  private long live;

  private TextFile(Path path, int chunkBytes, FileChannel channel) {
    this.path = path;
    this.chunkBytes = chunkBytes;
    this.chunkBits = Integer.numberOfTrailingZeros(chunkBytes);
    this.channel = channel;
  }

  /**
   * @param chunkBytes by which the file grows, a power of two; a record is at most as long
   */
  static TextFile create(Path path, int chunkBytes) {
    if (Integer.bitCount(chunkBytes) != 1) {
      throw new IllegalArgumentException(
          "chunk bytes: got " + chunkBytes + ", expected a power of two");
    }
    try {
      return new TextFile(
          path,
          chunkBytes,
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row's record from its first byte on, empty where it has none. */
  ByteBuffer record(int row) {
    long place = place(row);
    if (place == 0) {
      return ByteBuffer.allocate(0);
    }
    MappedByteBuffer chunk = chunkOf(place);
    int from = offset(place);
    return chunk.slice(from + Integer.BYTES, chunk.getInt(from));
  }

  /**
   * The first string of each row's record, "" for a row below 0 or without one. In passes, so that
   * the fetches of many records overlap.
   */
  void firstStrings(int[] rows, String[] into) {
    long[] starts = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      starts[i] = rows[i] < 0 ? 0 : place(rows[i]);
    }
    int[] lengths = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      if (starts[i] != 0) {
        int from = offset(starts[i]) + Integer.BYTES;
        lengths[i] = Short.toUnsignedInt(chunkOf(starts[i]).getShort(from));
      }
    }
    for (int i = 0; i < rows.length; i++) {
      into[i] = starts[i] == 0 ? "" : string(starts[i], lengths[i]);
    }
  }

  private String string(long place, int length) {
    byte[] bytes = new byte[length];
    chunkOf(place).get(offset(place) + Integer.BYTES + Short.BYTES, bytes);
    return new String(bytes, UTF_8);
  }

  private long place(int row) {
    long[][] current = places;
    int chunk = row >> ROWS_BITS;
    return chunk < current.length ? (long) PLACES.getAcquire(current[chunk], row & ROWS_MASK) : 0;
  }

  private MappedByteBuffer chunkOf(long place) {
    return chunks[(int) ((place - 1) >>> chunkBits)];
  }

  private int offset(long place) {
    return (int) (place - 1) & (chunkBytes - 1);
  }

  /** Appends a row's record in place of the one that it has. */
  void put(int row, ByteBuffer record) {
    int length = Integer.BYTES + record.remaining();
    if (length > chunkBytes) {
      throw new IllegalArgumentException(
          "texts: got %d bytes of one item, expected at most %d".formatted(length, chunkBytes));
    }
    clear(row);
    if (end % chunkBytes + length > chunkBytes) {
      end = (end / chunkBytes + 1) * chunkBytes;
    }
    MappedByteBuffer chunk = chunk((int) (end / chunkBytes));
    int from = (int) (end % chunkBytes);
    chunk.putInt(from, record.remaining());
    chunk.put(from + Integer.BYTES, record, record.position(), record.remaining());
    place(row, end + 1);
    end += length;
    live += length;
  }

  void clear(int row) {
    ByteBuffer record = record(row);
    if (record.hasRemaining()) {
      live -= Integer.BYTES + record.remaining();
      place(row, 0);
    }
  }

  private void place(int row, long place) {
    long[][] current = places;
    int chunk = row >> ROWS_BITS;
    if (chunk >= current.length) {
      current = Arrays.copyOf(current, chunk + 1);
      for (int i = places.length; i <= chunk; i++) {
        current[i] = new long[1 << ROWS_BITS];
      }
      places = current;
    }
    PLACES.setRelease(current[chunk], row & ROWS_MASK, place);
  }

  private MappedByteBuffer chunk(int index) {
    MappedByteBuffer[] current = chunks;
    if (index >= current.length) {
      current = Arrays.copyOf(current, index + 1);
      current[index] = mapped(index);
      chunks = current;
    }
    return current[index];
  }

  /** The zeros are written first: a full disk then fails here and not as a fault of the map. */
  private MappedByteBuffer mapped(int index) {
    long from = (long) index * chunkBytes;
    try {
      ByteBuffer zeros = ByteBuffer.allocate(Math.min(chunkBytes, ZEROS_BYTES));
      for (long at = from; at < from + chunkBytes; ) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), from + chunkBytes - at));
        at += channel.write(zeros, at);
      }
      return channel.map(MapMode.READ_WRITE, from, chunkBytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of records that rows point to. */
  long live() {
    return live;
  }

  /** Bytes that nobody points to any more. */
  long dead() {
    return end - live;
  }

  /** Rows that may have a record, exclusive. */
  int rows() {
    return places.length << ROWS_BITS;
  }

  long placeBytes() {
    return (long) rows() * Long.BYTES;
  }

  /** Takes the file off the disk; its map stays readable until nobody holds it. */
  void delete() {
    try {
      channel.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
