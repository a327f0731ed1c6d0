package reco.model.release;

import reco.model.id.Hashes;
import reco.model.id.UserId;

/** A version that is tried beside the serving one. */
public sealed interface Trial {
  int version();

  /** Of users or requests, over 0, at most 1. */
  double share();

  /** {@code canary 5%} */
  default String describe() {
    return "%s %s%%".formatted(kind(), number(share() * 100));
  }

  String kind();

  private static String number(double percent) {
    double rounded = Math.round(percent * 100) / 100.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  /** Answers a share of the users: each user gets one version for as long as it runs. */
  record Canary(int version, double share) implements Trial {
    public Canary {
      requireShare(share);
    }

    /**
     * Whether the user is one of the share: by the hash of user and release, so on every node the
     * same, independent of other releases, and still so when the share grows.
     */
    public boolean covers(UserId user, String model) {
      return uniform(Hashes.hash(user.key(), new VersionLabel(model, version).toString())) < share;
    }

    @Override
    public String kind() {
      return "canary";
    }
  }

  /** Scores what the serving version has scored, and answers nobody. */
  record Shadow(int version, double share) implements Trial {
    public Shadow {
      requireShare(share);
    }

    /** Whether a request is one of the share. */
    public boolean covers(String requestId) {
      return uniform(Hashes.hash(requestId, "shadow")) < share;
    }

    @Override
    public String kind() {
      return "shadow";
    }
  }

  private static double uniform(long hash) {
    return (hash >>> 11) * 0x1.0p-53;
  }

  private static void requireShare(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share: got " + share + ", expected over 0 and at most 1");
    }
  }
}
