package reco.gateway.service;

import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes ids that sort by time and never meet: 48 bits of milliseconds and 80 random ones, as 26
 * characters of Crockford's base 32 in lower case.
 */
public final class Ulids implements Supplier<String> {
  private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final int LENGTH = 26;
  private static final int TIME_LENGTH = 10;
  private static final int DIGITS_A_WORD = 8;
  private static final int BITS = 5;

  private final Clock clock;
  private final Supplier<? extends RandomGenerator> random;

  /**
   * @param random asked once an id, from many threads
   */
  public Ulids(Clock clock, Supplier<? extends RandomGenerator> random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public String get() {
    RandomGenerator generator = random.get();
    char[] id = new char[LENGTH];
    write(clock.millis(), id, 0, TIME_LENGTH);
    write(generator.nextLong(), id, TIME_LENGTH, DIGITS_A_WORD);
    write(generator.nextLong(), id, TIME_LENGTH + DIGITS_A_WORD, DIGITS_A_WORD);
    return new String(id);
  }

  private static void write(long bits, char[] id, int from, int length) {
    long left = bits;
    for (int at = from + length - 1; at >= from; at--) {
      id[at] = DIGITS[(int) (left & DIGITS.length - 1)];
      left >>>= BITS;
    }
  }
}
