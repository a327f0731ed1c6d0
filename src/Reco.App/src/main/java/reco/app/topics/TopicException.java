package reco.app.topics;

import java.util.List;

/** The topics of a cluster are not, and cannot be made, what the configuration asks for. */
public final class TopicException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public TopicException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * All that is wrong, one line each.
   *
   * @param problems at least one
   */
  public TopicException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
