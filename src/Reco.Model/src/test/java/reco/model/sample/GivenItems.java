package reco.model.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import reco.model.id.ItemId;
import reco.model.item.ItemRows;
import reco.model.item.ItemStatistic;

/** Items of a decision, written down by hand: item-0, item-1 and so on, with nothing known. */
public final class GivenItems {
  private final List<String> names = new ArrayList<>(List.of(""));
  private final List<String> regionSets = new ArrayList<>(List.of(""));
  private final int size;
  private final int dimension;
  private final int[] categories;
  private final int[] creators;
  private final int[] languages;
  private final float[] prices;
  private final float[] qualities;
  private final long[] publishMillis;
  private final byte[] minAges;
  private final byte[] flags;
  private final int[] regions;
  private final float[] statistics;
  private final byte[] vectors;
  private final float[] scales;

  private GivenItems(int size, int dimension) {
    this.size = size;
    this.dimension = dimension;
    this.categories = new int[size];
    this.creators = new int[size];
    this.languages = new int[size];
    this.prices = new float[size];
    this.qualities = new float[size];
    this.publishMillis = new long[size];
    this.minAges = new byte[size];
    this.flags = new byte[size];
    this.regions = new int[size];
    this.statistics = new float[size * ItemStatistic.COUNT];
    this.vectors = new byte[size * dimension];
    this.scales = new float[size];
    Arrays.fill(scales, 1);
  }

  public static GivenItems of(int size) {
    return new GivenItems(size, 2);
  }

  public static GivenItems of(int size, int dimension) {
    return new GivenItems(size, dimension);
  }

  public static long key(int row) {
    return ItemId.of("item-" + row).key();
  }

  public static long[] keys(int size) {
    var keys = new long[size];
    Arrays.setAll(keys, GivenItems::key);
    return keys;
  }

  public GivenItems category(int row, String category) {
    categories[row] = indexOf(names, category);
    return this;
  }

  public GivenItems creator(int row, String creator) {
    creators[row] = indexOf(names, creator);
    return this;
  }

  public GivenItems flags(int row, int itemFlags) {
    flags[row] = (byte) itemFlags;
    return this;
  }

  public GivenItems minAge(int row, int years) {
    minAges[row] = (byte) years;
    return this;
  }

  public GivenItems regions(int row, String countries) {
    regions[row] = indexOf(regionSets, countries);
    return this;
  }

  public GivenItems published(int row, long timeMillis) {
    publishMillis[row] = timeMillis;
    return this;
  }

  public GivenItems statistic(int row, ItemStatistic statistic, float value) {
    statistics[row * ItemStatistic.COUNT + statistic.ordinal()] = value;
    return this;
  }

  public GivenItems price(int row, float price) {
    prices[row] = price;
    return this;
  }

  public GivenItems vector(int row, int... values) {
    for (int d = 0; d < dimension; d++) {
      vectors[row * dimension + d] = (byte) values[d];
    }
    return this;
  }

  public ItemRows rows() {
    var ids = new String[size];
    Arrays.setAll(ids, row -> "item-" + row);
    return new ItemRows(
        keys(size),
        ids,
        List.copyOf(names),
        categories,
        creators,
        languages,
        prices,
        qualities,
        publishMillis,
        minAges,
        flags,
        regions,
        List.copyOf(regionSets),
        statistics,
        vectors,
        scales,
        dimension);
  }

  private static int indexOf(List<String> values, String value) {
    if (!values.contains(value)) {
      values.add(value);
    }
    return values.indexOf(value);
  }
}
