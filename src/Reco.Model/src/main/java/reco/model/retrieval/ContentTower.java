package reco.model.retrieval;

import java.util.Optional;
import reco.model.id.KeyIndex;
import reco.model.item.Item;

/**
 * Embeds an item that training has not seen by its content: the sum of its tokens' vectors over the
 * root of their number, as the trainer does.
 */
public final class ContentTower {
  /** The token that every item has. */
  public static final long EVERY_ITEM = 0;

  /** Tokens of an item that count, {@link #EVERY_ITEM} among them. */
  private static final int MOST_TOKENS = 16;

  private final KeyIndex rows;
  private final float[] vectors;
  private final int dimension;

  private ContentTower(KeyIndex rows, float[] vectors, int dimension) {
    this.rows = rows;
    this.vectors = vectors;
    this.dimension = dimension;
  }

  /**
   * A tower from its arrays, which become its own.
   *
   * @param keys of the tokens, each once
   * @param vectors {@code keys.length * dimension} values, row-major
   * @throws IllegalArgumentException where lengths do not fit together, or {@link #EVERY_ITEM} is
   *     missing from some tokens
   */
  public static ContentTower of(long[] keys, float[] vectors, int dimension) {
    if (vectors.length != (long) keys.length * dimension) {
      throw new IllegalArgumentException(
          "token vectors: got %d values for %d tokens of dimension %d"
              .formatted(vectors.length, keys.length, dimension));
    }
    var rows = KeyIndex.of(keys);
    if (keys.length > 0 && rows.row(EVERY_ITEM) < 0) {
      throw new IllegalArgumentException("tokens: expected " + EVERY_ITEM + " among them");
    }
    return new ContentTower(rows, vectors, dimension);
  }

  /** The item's vector; empty where training knew none of its tokens. */
  Optional<float[]> embed(Item item) {
    var vector = new float[dimension];
    int count = 0;
    for (long token : ItemTokens.of(item)) {
      int row = rows.row(token);
      if (row >= 0 && count < MOST_TOKENS - 1) {
        add(vector, row);
        count++;
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    add(vector, rows.row(EVERY_ITEM));
    var scale = (float) (1 / Math.sqrt(count + 1));
    for (int d = 0; d < dimension; d++) {
      vector[d] *= scale;
    }
    return Optional.of(vector);
  }

  private void add(float[] sum, int row) {
    for (int d = 0; d < dimension; d++) {
      sum[d] += vectors[row * dimension + d];
    }
  }
}
