package reco.index;

/** A snapshot must not serve; the message says why. */
final class SnapshotRefusedException extends Exception {
  SnapshotRefusedException(String reason) {
    super(reason);
  }
}
