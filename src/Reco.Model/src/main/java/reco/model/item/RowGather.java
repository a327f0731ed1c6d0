package reco.model.item;

import java.util.Arrays;

/** The columns of one {@link ItemRows} while they are filled. Used by one thread. */
final class RowGather {
  private final OrdinalMap ordinals;
  private final ItemTable table;
  private final VectorColumn vectors;
  private final ItemTexts texts;
  private final long[] keys;
  private final int[] at;
  private final long[] stamps;
  private final boolean[] found;
  private final String[] ids;
  private final RowNames names;
  private final RowNames regionSets;
  private final int[] categories;
  private final int[] creators;
  private final int[] languages;
  private final float[] prices;
  private final float[] qualities;
  private final long[] publishMillis;
  private final byte[] minAges;
  private final byte[] flags;
  private final int[] regions;
  private final byte[] values;
  private final float[] scales;
  private final ItemTable.Row row = new ItemTable.Row();

  RowGather(
      long[] keys,
      OrdinalMap ordinals,
      ItemTable table,
      VectorColumn vectors,
      ItemTexts texts,
      Dictionary names,
      Dictionary regionSets) {
    int size = keys.length;
    this.keys = keys;
    this.ordinals = ordinals;
    this.table = table;
    this.vectors = vectors;
    this.texts = texts;
    this.names = new RowNames(names, 3 * size);
    this.regionSets = new RowNames(regionSets, size);
    at = new int[size];
    stamps = new long[size];
    found = new boolean[size];
    ids = new String[size];
    categories = new int[size];
    creators = new int[size];
    languages = new int[size];
    prices = new float[size];
    qualities = new float[size];
    publishMillis = new long[size];
    minAges = new byte[size];
    flags = new byte[size];
    regions = new int[size];
    values = new byte[size * vectors.dimension()];
    scales = new float[size];
  }

  /**
   * Copies all rows in passes, one kind of memory after the other, so that the fetches of many rows
   * overlap; then looks again at the few that were written meanwhile.
   */
  void gather() {
    for (int i = 0; i < keys.length; i++) {
      at[i] = ordinals.get(keys[i]);
    }
    for (int i = 0; i < keys.length; i++) {
      copyRow(i);
    }
    for (int i = 0; i < keys.length; i++) {
      copyVector(i);
    }
    texts.ids(at, ids);
    for (int i = 0; i < keys.length; i++) {
      while (!isSettled(i)) {
        copyAgain(i);
      }
      number(i);
    }
  }

  private void copyAgain(int i) {
    at[i] = ordinals.get(keys[i]);
    copyRow(i);
    copyVector(i);
    String[] id = new String[1];
    texts.ids(new int[] {at[i]}, id);
    ids[i] = id[0];
  }

  private void copyRow(int i) {
    if (at[i] == OrdinalMap.NONE) {
      return;
    }
    stamps[i] = table.stamp(at[i]);
    table.read(at[i], row);
    found[i] = row.key == keys[i];
    categories[i] = row.category;
    creators[i] = row.creator;
    languages[i] = row.language;
    regions[i] = row.regions;
    prices[i] = row.price;
    qualities[i] = row.quality;
    publishMillis[i] = row.publishMillis;
    minAges[i] = row.minAge;
    flags[i] = row.flags;
  }

  private void copyVector(int i) {
    if (at[i] != OrdinalMap.NONE && vectors.covers(at[i])) {
      vectors.copy(at[i], values, i * vectors.dimension());
      scales[i] = vectors.scale(at[i]);
    }
  }

  /** Whether what was copied is one item's at one instant, or the item was not there. */
  private boolean isSettled(int i) {
    return at[i] == OrdinalMap.NONE || (found[i] && table.isUnchanged(at[i], stamps[i]));
  }

  private void number(int i) {
    if (at[i] == OrdinalMap.NONE) {
      miss(i);
    } else {
      categories[i] = names.number(categories[i]);
      creators[i] = names.number(creators[i]);
      languages[i] = names.number(languages[i]);
      regions[i] = regionSets.number(regions[i]);
    }
  }

  /** An item that is not here; what an abandoned attempt copied is wiped. */
  private void miss(int i) {
    int dimension = vectors.dimension();
    ids[i] = "";
    categories[i] = 0;
    creators[i] = 0;
    languages[i] = 0;
    regions[i] = 0;
    prices[i] = 0;
    qualities[i] = 0;
    publishMillis[i] = 0;
    minAges[i] = 0;
    flags[i] = ItemRows.MISSING;
    scales[i] = 0;
    Arrays.fill(values, i * dimension, (i + 1) * dimension, (byte) 0);
  }

  ItemRows rows(float[] statistics) {
    return new ItemRows(
        keys,
        ids,
        names.names(),
        categories,
        creators,
        languages,
        prices,
        qualities,
        publishMillis,
        minAges,
        flags,
        regions,
        regionSets.names(),
        statistics,
        values,
        scales,
        vectors.dimension());
  }
}
