package reco.app.operator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import reco.admin.v1.LogLevel;
import reco.admin.v1.LogLevels;
import reco.admin.v1.SetLogLevel;

/** Levels of loggers that operators have set for a while, at most so many at once. */
public final class LoggerLevels {
  private static final int MOST = 50;

  private final LoggerContext context;
  private final InstantSource clock;
  private final BiConsumer<Duration, Runnable> later;
  private final Map<String, Temporary> overrides = new HashMap<>();

  /** What a logger had before, empty where it had none of its own, and until when it has not. */
  private record Temporary(Optional<Level> before, Instant until) {}

  /**
   * @param later runs work after a while
   */
  public LoggerLevels(
      LoggerContext context, InstantSource clock, BiConsumer<Duration, Runnable> later) {
    this.context = context;
    this.clock = clock;
    this.later = later;
  }

  /** Sets a level until the time is over; a logger that is set again keeps what it had first. */
  public synchronized LogLevels set(SetLogLevel request) {
    String name = request.getLogger();
    if (overrides.size() == MOST && !overrides.containsKey(name)) {
      throw new IllegalStateException("%d levels are set for a while, the most".formatted(MOST));
    }
    Logger logger = context.getLogger(name);
    Duration time = Duration.ofSeconds(request.getSeconds());
    var before =
        overrides.containsKey(name)
            ? overrides.get(name).before()
            : Optional.ofNullable(logger.getLevel());
    var override =
        new Temporary(before, clock.instant().plus(time).truncatedTo(ChronoUnit.SECONDS));
    overrides.put(name, override);
    logger.setLevel(Level.toLevel(request.getLevel()));
    later.accept(time, () -> reset(name, override));
    return LogLevels.newBuilder().addLevels(row(logger)).build();
  }

  private synchronized void reset(String name, Temporary override) {
    if (overrides.remove(name, override)) {
      context.getLogger(name).setLevel(override.before().orElse(null));
    }
  }

  /**
   * The level of a logger, or of all that have one of their own.
   *
   * @param name empty: all
   */
  public synchronized LogLevels levels(String name) {
    var levels = LogLevels.newBuilder();
    if (!name.isEmpty()) {
      return levels.addLevels(row(context.getLogger(name))).build();
    }
    context.getLoggerList().stream()
        .filter(logger -> logger.getLevel() != null)
        .forEach(logger -> levels.addLevels(row(logger)));
    return levels.build();
  }

  private LogLevel row(Logger logger) {
    var override = Optional.ofNullable(overrides.get(logger.getName()));
    return LogLevel.newBuilder()
        .setLogger(logger.getName())
        .setLevel(logger.getEffectiveLevel().toString())
        .setUntil(override.map(each -> each.until().toString()).orElse(""))
        .build();
  }
}
