package reco.lab.load;

/**
 * What a server answered.
 *
 * @param status of HTTP
 * @param sentNanos when the call was written, by {@link System#nanoTime}
 */
public record Answer(int status, String body, long sentNanos) {
  private static final int TOO_MANY_REQUESTS = 429;

  public boolean isAccepted() {
    return 200 <= status && status < 300;
  }

  public boolean isRefused() {
    return status == TOO_MANY_REQUESTS;
  }
}
