package reco.model.user;

import java.util.Arrays;

/**
 * The last {@value #CAPACITY} event ids, hashed: a retry within that many events counts once, a
 * later one counts again. Immutable.
 */
public final class EventIds {
  public static final int CAPACITY = 256;
  public static final EventIds EMPTY = new EventIds(new long[0]);

  /** Oldest first. */
  private final long[] hashes;

  private EventIds(long[] hashes) {
    this.hashes = hashes;
  }

  /** From hashes, oldest first, which become its own; IllegalArgumentException if too many. */
  public static EventIds of(long[] hashes) {
    if (hashes.length > CAPACITY) {
      throw new IllegalArgumentException(
          "event ids: got %d, expected at most %d".formatted(hashes.length, CAPACITY));
    }
    return new EventIds(hashes);
  }

  public boolean contains(long hash) {
    for (long each : hashes) {
      if (each == hash) {
        return true;
      }
    }
    return false;
  }

  /** With one more; at the capacity the oldest gives way. */
  public EventIds with(long hash) {
    int dropped = hashes.length == CAPACITY ? 1 : 0;
    var next = Arrays.copyOfRange(hashes, dropped, hashes.length + 1);
    next[next.length - 1] = hash;
    return new EventIds(next);
  }

  public int size() {
    return hashes.length;
  }

  /** Index 0 is the oldest. */
  public long hash(int index) {
    return hashes[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventIds that && Arrays.equals(hashes, that.hashes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hashes);
  }

  @Override
  public String toString() {
    return "EventIds[" + size() + "]";
  }
}
