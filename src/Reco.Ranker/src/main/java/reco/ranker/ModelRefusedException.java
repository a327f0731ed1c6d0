package reco.ranker;

/** A model or one of its files is not what its manifest says, or is not fit to serve. */
public final class ModelRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelRefusedException(String reason) {
    super(reason);
  }

  public ModelRefusedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
