package reco.node.user;

/** A user's actor refused, and why; the caller may try again or go on without. */
public final class UserUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String refusal;

  public UserUnavailableException(String refusal) {
    super("user actor: " + refusal, null, false, false); // expected under load: no stack trace
    this.refusal = refusal;
  }

  /** A few fixed words, fit for a metric's label: {@code queue full}, {@code store unavailable}. */
  public String refusal() {
    return refusal;
  }
}
