package reco.lab.training;

/** The trainer published nothing; the message says why, in its own last words. */
public final class TrainingFailedException extends Exception {
  TrainingFailedException(String message) {
    super(message);
  }

  TrainingFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
