package reco.node.request;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import reco.node.user.UserUnavailableException;

/** Names failures in the few fixed words of a degradation, which are also labels of metrics. */
final class Causes {
  static final String TIMEOUT = "timeout";
  static final String FAILED = "failed";

  private Causes() {}

  static String of(Throwable failure) {
    return switch (failure) {
      case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
      case TimeoutException _ -> TIMEOUT;
      case UserUnavailableException unavailable -> unavailable.refusal();
      default -> FAILED;
    };
  }
}
