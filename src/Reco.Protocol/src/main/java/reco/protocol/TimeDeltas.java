package reco.protocol;

/** Times as a record holds them: newest first, each in milliseconds before the one above. */
final class TimeDeltas {
  private long above;
  private boolean first = true;

  /** The value to store for the next time. */
  long encode(long timeMillis) {
    long stored = first ? timeMillis : above - timeMillis;
    above = timeMillis;
    first = false;
    return stored;
  }

  /** The time of the next stored value. */
  long decode(long stored) {
    above = first ? stored : above - stored;
    first = false;
    return above;
  }
}
