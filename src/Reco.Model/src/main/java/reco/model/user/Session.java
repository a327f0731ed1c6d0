package reco.model.user;

/**
 * Interactions less than 30 minutes apart. Whether it is over is decided by the asker's clock.
 * Immutable.
 */
public final class Session {
  public static final long TIMEOUT_MILLIS = 30 * 60_000L;
  public static final Session NONE = new Session();

  public boolean isLive(long nowMillis) {
    return false;
  }

  /** Interactions in the live session, 0 when it is over. */
  public int length(long nowMillis) {
    return 0;
  }

  /** Skips in the live session, 0 when it is over. */
  public int skips(long nowMillis) {
    return 0;
  }

  public long startedMillis() {
    return 0;
  }

  public long lastMillis() {
    return 0;
  }

  /** Distinct items of the session, newest first, at most 20; empty when it is over. */
  public long[] items(long nowMillis) {
    return new long[0];
  }
}
