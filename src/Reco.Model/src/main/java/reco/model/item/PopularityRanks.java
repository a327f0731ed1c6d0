package reco.model.item;

import java.util.Arrays;

/** The share of items with a smaller count, by count. Immutable. */
final class PopularityRanks {
  static final PopularityRanks NONE = new PopularityRanks(new int[0]);
  private static final int DIRECT = 1 << 16;

  private final float[] shares;
  private final int[] large;
  private final int items;

  private PopularityRanks(int[] counts) {
    items = counts.length;
    int most = Arrays.stream(counts).max().orElse(0);
    shares = new float[Math.min(most + 1, DIRECT)];
    int[] histogram = new int[shares.length];
    for (int count : counts) {
      if (count < DIRECT) {
        histogram[count]++;
      }
    }
    int below = 0;
    for (int count = 0; count < shares.length; count++) {
      shares[count] = (float) below / Math.max(1, items);
      below += histogram[count];
    }
    large = Arrays.stream(counts).filter(count -> count >= DIRECT).sorted().toArray();
  }

  /** The ranks of items whose counts these are, 0 or more each. */
  static PopularityRanks of(int[] counts) {
    return new PopularityRanks(counts);
  }

  /** The share of items with fewer, 0 to 1; a count above all gives 1. */
  float rank(int count) {
    if (count < shares.length) {
      return shares[count];
    }
    int low = 0;
    int high = large.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      low = large[middle] < count ? middle + 1 : low;
      high = large[middle] < count ? high : middle;
    }
    return items == 0 ? 0 : (float) (items - large.length + low) / items;
  }
}
