package reco.model.sample;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import reco.model.item.ItemRows;
import reco.model.item.ItemStatistic;

/** The item side of a sample: now and then an item is hidden, regional or for adults. */
final class SampleRows {
  private static final long A_DAY = 24 * 60 * 60_000L;
  private static final int FIRST_CREATOR = 1 + SampleNames.CATEGORIES;
  private static final int FIRST_LANGUAGE = FIRST_CREATOR + SampleNames.CREATORS;
  private static final List<String> REGION_SETS = List.of("", "DE,FR", "US");
  private static final Map<Long, String> IDS =
      IntStream.range(0, SampleNames.ITEMS)
          .mapToObj(SampleNames::item)
          .collect(Collectors.toMap(item -> item.key(), item -> item.id()));

  private final Random random;
  private final int size;

  private SampleRows(Random random, int size) {
    this.random = random;
    this.size = size;
  }

  static ItemRows of(long[] keys, int dimension, Random random) {
    return new SampleRows(random, keys.length).rows(keys, dimension);
  }

  private ItemRows rows(long[] keys, int dimension) {
    return new ItemRows(
        keys,
        LongStream.of(keys).mapToObj(key -> IDS.getOrDefault(key, "")).toArray(String[]::new),
        SampleNames.ALL,
        random.ints(size, 0, FIRST_CREATOR).toArray(),
        random.ints(size, FIRST_CREATOR, FIRST_LANGUAGE).toArray(),
        random.ints(size, FIRST_LANGUAGE, SampleNames.ALL.size()).toArray(),
        SampleInputs.floats(size, 30, random),
        SampleInputs.floats(size, 1, random),
        random.longs(size, 0, 900 * A_DAY).map(age -> SampleInputs.NOW_MILLIS - age).toArray(),
        rarely(10, 18),
        rarely(20, ItemRows.HIDDEN, ItemRows.UNAVAILABLE, ItemRows.MISSING),
        random.ints(size, 0, 12).map(set -> set < REGION_SETS.size() ? set : 0).toArray(),
        REGION_SETS,
        SampleInputs.floats(size * ItemStatistic.COUNT, 500, random),
        vectors(dimension),
        SampleInputs.floats(size, 0.01f, random),
        dimension);
  }

  /** int8 within +-64. */
  private byte[] vectors(int dimension) {
    var vectors = new byte[size * dimension];
    random.nextBytes(vectors);
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (byte) (vectors[i] / 2);
    }
    return vectors;
  }

  /** Mostly 0, one in {@code rarity} one of the values. */
  private byte[] rarely(int rarity, int... values) {
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = random.nextInt(rarity) > 0 ? 0 : (byte) values[random.nextInt(values.length)];
    }
    return bytes;
  }
}
