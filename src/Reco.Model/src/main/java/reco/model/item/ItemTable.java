package reco.model.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The fixed-width fields of all rows: {@value #WORDS} longs a row, a cache line, in chunks that
 * never move. One writer; readers validate by the row's stamp, which is odd while the row is
 * written and grows with each write:
 *
 * <pre>
 *   long stamp = table.stamp(row);
 *   ... read the row, its vector, its text ...
 *   if (table.isUnchanged(row, stamp)) ... what was read belongs together
 * </pre>
 */
final class ItemTable {
  static final int CHUNK_BITS = 10;
  static final int CHUNK_ROWS = 1 << CHUNK_BITS;
  static final int CHUNK_MASK = CHUNK_ROWS - 1;
  private static final int WORDS = 8;
  private static final int SPINS = 100;
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  private static final int KEY = 0;
  private static final int PUBLISH_MILLIS = 1;
  private static final int VERSION = 2;
  private static final int PRICE_QUALITY = 3;
  private static final int CATEGORY_CREATOR = 4;
  private static final int LANGUAGE_REGIONS = 5;
  private static final int FLAGS_AGE = 6;
  private static final int STAMP = 7;

  private volatile long[][] chunks = new long[0][];

  /** The fields of one row. */
  static final class Row {
    long key;
    long publishMillis;
    long version;
    float price;
    float quality;
    int category;
    int creator;
    int language;
    int regions;
    byte minAge;
    byte flags;
  }

  /** Makes room for a row. For the writer, as are {@link #write} and {@link #open}. */
  void reserve(int row) {
    long[][] current = chunks;
    int chunk = row >> CHUNK_BITS;
    if (chunk >= current.length) {
      long[][] next = Arrays.copyOf(current, chunk + 1);
      for (int i = current.length; i <= chunk; i++) {
        next[i] = new long[CHUNK_ROWS * WORDS];
      }
      chunks = next;
    }
  }

  int capacity() {
    return chunks.length << CHUNK_BITS;
  }

  /** Readers of the row wait from here to {@link #close}. */
  void open(int row) {
    WORD.setOpaque(chunk(row), at(row) + STAMP, chunk(row)[at(row) + STAMP] + 1);
    VarHandle.storeStoreFence();
  }

  void close(int row) {
    WORD.setRelease(chunk(row), at(row) + STAMP, chunk(row)[at(row) + STAMP] + 1);
  }

  void write(int row, Row from) {
    long[] words = chunk(row);
    int at = at(row);
    open(row);
    words[at + KEY] = from.key;
    words[at + PUBLISH_MILLIS] = from.publishMillis;
    words[at + VERSION] = from.version;
    words[at + PRICE_QUALITY] =
        pair(Float.floatToRawIntBits(from.price), Float.floatToRawIntBits(from.quality));
    words[at + CATEGORY_CREATOR] = pair(from.category, from.creator);
    words[at + LANGUAGE_REGIONS] = pair(from.language, from.regions);
    words[at + FLAGS_AGE] = pair(from.flags, from.minAge);
    close(row);
  }

  /** Takes the key from a row that nobody can look up any more. */
  void free(int row) {
    open(row);
    chunk(row)[at(row) + KEY] = 0;
    close(row);
  }

  /** The row's stamp, once nobody writes it. */
  @SuppressWarnings("ThreadPriorityCheck") // the writer may have lost its core
  long stamp(int row) {
    long[] words = chunk(row);
    int index = at(row) + STAMP;
    long stamp = (long) WORD.getAcquire(words, index);
    for (int spins = 0; (stamp & 1) != 0; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
      stamp = (long) WORD.getAcquire(words, index);
    }
    return stamp;
  }

  boolean isUnchanged(int row, long stamp) {
    VarHandle.acquireFence();
    return (long) WORD.getOpaque(chunk(row), at(row) + STAMP) == stamp;
  }

  /** The row's key, 0 where it is free. */
  long key(int row) {
    return chunk(row)[at(row) + KEY];
  }

  void read(int row, Row into) {
    long[] words = chunk(row);
    int at = at(row);
    into.key = words[at + KEY];
    into.publishMillis = words[at + PUBLISH_MILLIS];
    into.version = words[at + VERSION];
    into.price = Float.intBitsToFloat(first(words[at + PRICE_QUALITY]));
    into.quality = Float.intBitsToFloat(second(words[at + PRICE_QUALITY]));
    into.category = first(words[at + CATEGORY_CREATOR]);
    into.creator = second(words[at + CATEGORY_CREATOR]);
    into.language = first(words[at + LANGUAGE_REGIONS]);
    into.regions = second(words[at + LANGUAGE_REGIONS]);
    into.flags = (byte) first(words[at + FLAGS_AGE]);
    into.minAge = (byte) second(words[at + FLAGS_AGE]);
  }

  long bytes() {
    return (long) capacity() * WORDS * Long.BYTES;
  }

  private long[] chunk(int row) {
    return chunks[row >> CHUNK_BITS];
  }

  private static int at(int row) {
    return (row & CHUNK_MASK) * WORDS;
  }

  private static long pair(int first, int second) {
    return ((long) first << 32) | (second & 0xFFFFFFFFL);
  }

  private static int first(long pair) {
    return (int) (pair >> 32);
  }

  private static int second(long pair) {
    return (int) pair;
  }
}
