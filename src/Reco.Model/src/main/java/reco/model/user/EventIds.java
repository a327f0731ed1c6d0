package reco.model.user;

/**
 * The last {@value #CAPACITY} event ids, hashed: a retry within that many events counts once.
 * Immutable.
 */
public final class EventIds {
  public static final int CAPACITY = 256;

  public boolean contains(long hash) {
    return false;
  }

  public int size() {
    return 0;
  }
}
