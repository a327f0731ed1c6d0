package reco.app.release;

import com.typesafe.config.Config;
import java.time.Duration;
import reco.model.release.Guardrails;
import reco.ranker.Device;
import reco.ranker.Gate;

/**
 * How versions get into service.
 *
 * @param onPublish what a node does by itself with a newer version that passes the gate
 * @param canaryShare of users, of a canary that a node begins by itself
 * @param canarySoak how long such a canary must run without a breach before it is promoted
 * @param traces newest recorded requests that a version must score before it serves
 * @param device that the ranker's passes run on
 * @param shadowQueue most requests that wait for the shadow
 */
public record ReleaseSettings(
    OnPublish onPublish,
    double canaryShare,
    Duration canarySoak,
    int traces,
    Device device,
    int shadowQueue,
    Gate gate,
    Guardrails guardrails) {
  /** What happens to a newly published version. */
  public enum OnPublish {
    /** An operator decides. */
    NOTHING,
    /** It is tried on some users, and promoted when it has proven itself. */
    CANARY,
    /** It serves everyone. */
    PROMOTE
  }

  /** Reads {@code reco.release}. */
  public static ReleaseSettings of(Config config) {
    Config guardrails = config.getConfig("guardrails");
    return new ReleaseSettings(
        config.getEnum(OnPublish.class, "on-publish"),
        config.getDouble("canary.share"),
        config.getDuration("canary.soak"),
        config.getInt("traces"),
        config.getEnum(Device.class, "device"),
        config.getInt("shadow-queue"),
        Gate.of(config.getConfig("gate")),
        new Guardrails(
            guardrails.getLong("least-requests"),
            guardrails.getDouble("missed-share"),
            guardrails.getDouble("latency-factor"),
            guardrails.getDuration("latency").toNanos() / 1e6,
            guardrails.getDouble("drift")));
  }
}
