package reco.model.item;

import java.util.Arrays;

/**
 * One int8 vector a row with the scale that turns it back: {@code float = int8 * scale}. Chunks
 * never move. Rows are guarded by the stamps of {@link ItemTable}; a row that was never set is all
 * zero.
 */
final class VectorColumn {
  private static final float LARGEST = 127;

  private final int dimension;
  private volatile Chunk[] chunks = new Chunk[0];

  private record Chunk(byte[] values, float[] scales) {}

  VectorColumn(int dimension) {
    if (dimension < 0) {
      throw new IllegalArgumentException("dimension: got " + dimension + ", expected 0 or more");
    }
    this.dimension = dimension;
  }

  int dimension() {
    return dimension;
  }

  void reserve(int row) {
    Chunk[] current = chunks;
    int chunk = row >> ItemTable.CHUNK_BITS;
    if (chunk >= current.length) {
      Chunk[] next = Arrays.copyOf(current, chunk + 1);
      for (int i = current.length; i <= chunk; i++) {
        next[i] =
            new Chunk(new byte[ItemTable.CHUNK_ROWS * dimension], new float[ItemTable.CHUNK_ROWS]);
      }
      chunks = next;
    }
  }

  /** Refuses a vector of another dimension, or with a value that is not finite. */
  void check(float[] vector) {
    if (vector.length != dimension) {
      throw new IllegalArgumentException(
          "vector: got %d values, expected %d".formatted(vector.length, dimension));
    }
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("vector: got " + value + ", expected finite values");
      }
    }
  }

  void set(int row, float[] vector) {
    Chunk chunk = chunk(row);
    float largest = 0;
    for (float value : vector) {
      largest = Math.max(largest, Math.abs(value));
    }
    float scale = largest / LARGEST;
    int at = at(row);
    for (int i = 0; i < dimension; i++) {
      chunk.values[at + i] = scale == 0 ? 0 : (byte) Math.round(vector[i] / scale);
    }
    chunk.scales[row & ItemTable.CHUNK_MASK] = scale;
  }

  void clear(int row) {
    Chunk chunk = chunk(row);
    Arrays.fill(chunk.values, at(row), at(row) + dimension, (byte) 0);
    chunk.scales[row & ItemTable.CHUNK_MASK] = 0;
  }

  void move(int from, int to) {
    copy(from, chunk(to).values, at(to));
    chunk(to).scales[to & ItemTable.CHUNK_MASK] = scale(from);
  }

  /** Whether the row has a place here; a row newer than a retired column has none. */
  boolean covers(int row) {
    return row >> ItemTable.CHUNK_BITS < chunks.length;
  }

  void copy(int row, byte[] into, int at) {
    System.arraycopy(chunk(row).values, at(row), into, at, dimension);
  }

  float scale(int row) {
    return chunk(row).scales[row & ItemTable.CHUNK_MASK];
  }

  long bytes() {
    return ((long) chunks.length << ItemTable.CHUNK_BITS) * (dimension + Float.BYTES);
  }

  private Chunk chunk(int row) {
    return chunks[row >> ItemTable.CHUNK_BITS];
  }

  private int at(int row) {
    return (row & ItemTable.CHUNK_MASK) * dimension;
  }
}
