package reco.app.release;

/** A decision about a model did not count. */
final class ReleaseRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReleaseRefusedException(String reason) {
    super(reason);
  }
}
