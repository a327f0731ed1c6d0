package reco.node.user;

import org.jspecify.annotations.Nullable;

/** The store of user states cannot answer now; the caller may try again after a while. */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message) {
    super(message);
  }

  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
