package reco.protocol;

/** Stored bytes are not the state that was written; the message says what was found instead. */
public final class CorruptStateException extends RuntimeException {
  public CorruptStateException(String message) {
    super(message);
  }

  public CorruptStateException(String message, Throwable cause) {
    super(message, cause);
  }
}
