package reco.model.id;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/** The one hash of the system (XXH3, 64 bits): item keys, event ids, seeded draws, assignments. */
public final class Hashes {
  private static final Hasher64 HASHER = Hashing.xxh3_64();

  private Hashes() {}

  public static long hash(String text) {
    return HASHER.hashCharsToLong(text);
  }

  public static long hash(String first, String second) {
    return HASHER.hashStream().putString(first).putString(second).getAsLong();
  }

  /** A draw that depends on nothing but its arguments: uniform over all longs. */
  public static long draw(long seed, String stage, long item) {
    return HASHER.hashStream().putLong(seed).putString(stage).putLong(item).getAsLong();
  }

  /** A draw in [0, 1) with 53 random bits. */
  public static double uniform(long seed, String stage, long item) {
    return (draw(seed, stage, item) >>> 11) * 0x1.0p-53;
  }
}
