package reco.lab.bench;

/** The server did not let itself be measured; the message says what it answered. */
public final class BenchFailedException extends RuntimeException {
  BenchFailedException(String message) {
    super(message);
  }
}
