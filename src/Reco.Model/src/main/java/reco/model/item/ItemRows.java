package reco.model.item;

import java.util.List;

/**
 * The item side of a decision: what filters, features and re-rankers read of each candidate, copied
 * once from the columns of the catalogue so that one decision sees one state and can be replayed.
 * Column by column, one row a candidate; arrays have {@link #size()} entries unless said otherwise.
 *
 * @param keys item keys
 * @param ids item ids, for the slate
 * @param names distinct names that categories, creators and languages index; index 0 is ""
 * @param flags {@link #HIDDEN}, {@link #UNAVAILABLE}, {@link #MISSING}
 * @param regions index into regionSets; 0 is everywhere
 * @param regionSets countries, comma-separated and sorted; index 0 is ""
 * @param statistics {@link ItemStatistic} values, row-major
 * @param vectors int8 embeddings, row-major, {@code dimension} a row; all zero where there is none
 * @param scales what an int8 value of the row is worth
 */
public record ItemRows(
    long[] keys,
    String[] ids,
    List<String> names,
    int[] categories,
    int[] creators,
    int[] languages,
    float[] prices,
    float[] qualities,
    long[] publishMillis,
    byte[] minAges,
    byte[] flags,
    int[] regions,
    List<String> regionSets,
    float[] statistics,
    byte[] vectors,
    float[] scales,
    int dimension) {
  public static final byte HIDDEN = 1;
  public static final byte UNAVAILABLE = 2;

  /** Of no items. */
  public static final ItemRows NONE =
      new ItemRows(
          new long[0],
          new String[0],
          List.of(""),
          new int[0],
          new int[0],
          new int[0],
          new float[0],
          new float[0],
          new long[0],
          new byte[0],
          new byte[0],
          new int[0],
          List.of(""),
          new float[0],
          new byte[0],
          new float[0],
          0);

  /** The item is not (or no longer) in the catalogue. */
  public static final byte MISSING = 4;

  public int size() {
    return keys.length;
  }

  public float statistic(int row, ItemStatistic statistic) {
    return statistics[row * ItemStatistic.COUNT + statistic.ordinal()];
  }

  public String category(int row) {
    return names.get(categories[row]);
  }

  public String creator(int row) {
    return names.get(creators[row]);
  }

  public String language(int row) {
    return names.get(languages[row]);
  }
}
