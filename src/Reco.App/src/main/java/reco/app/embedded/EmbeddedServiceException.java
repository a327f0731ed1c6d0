package reco.app.embedded;

/** An embedded service could not be started or stopped; the message says what to look at. */
public final class EmbeddedServiceException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public EmbeddedServiceException(String message) {
    super(message);
  }

  public EmbeddedServiceException(String message, Throwable cause) {
    super(message, cause);
  }
}
