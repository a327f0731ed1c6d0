package reco.app.embedded;

import com.typesafe.config.Config;
import java.time.Duration;

/** What {@code reco.embedded} says about the two child processes. */
public record EmbeddedSettings(Kafka kafka, Redis redis) {
  private static final long MIB = 1024 * 1024;

  /**
   * The broker's settings.
   *
   * @param port preferred port for clients; 0 for any free one
   * @param controllerPort preferred port of the controller; 0 for any free one
   * @param heapMib its heap's limit in MiB
   * @param readyTimeout how long it may take until it answers
   * @param stopTimeout how long it may take to end before it is killed
   */
  public record Kafka(
      int port, int controllerPort, long heapMib, Duration readyTimeout, Duration stopTimeout) {}

  /**
   * Redis' settings.
   *
   * @param port preferred port; 0 for any free one
   * @param readyTimeout how long it may take until it answers, its append-only file loaded
   * @param stopTimeout how long it may take to end before it is killed
   */
  public record Redis(int port, Duration readyTimeout, Duration stopTimeout) {}

  /** Reads {@code reco.embedded} of the product's configuration. */
  public static EmbeddedSettings of(Config config) {
    var kafka = config.getConfig("reco.embedded.kafka");
    var redis = config.getConfig("reco.embedded.redis");
    return new EmbeddedSettings(
        new Kafka(
            kafka.getInt("port"),
            kafka.getInt("controller-port"),
            kafka.getBytes("heap") / MIB,
            kafka.getDuration("ready-timeout"),
            kafka.getDuration("stop-timeout")),
        new Redis(
            redis.getInt("port"),
            redis.getDuration("ready-timeout"),
            redis.getDuration("stop-timeout")));
  }
}
