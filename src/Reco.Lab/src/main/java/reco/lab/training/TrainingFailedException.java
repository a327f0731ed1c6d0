package reco.lab.training;

/** The trainer published nothing; the message says why, in its own last words. */
public final class TrainingFailedException extends Exception {
  public TrainingFailedException(String message) {
    super(message);
  }

  public TrainingFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
