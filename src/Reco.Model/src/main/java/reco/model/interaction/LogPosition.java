package reco.model.interaction;

import java.util.regex.Pattern;

/**
 * A record's place in the log. Its text form is the watermark of the public API.
 *
 * @param topic hash of the topic's id, so that a topic made anew is not mistaken for the old one
 * @param partition 0 or more
 * @param offset 0 or more
 */
public record LogPosition(long topic, int partition, long offset) {
  private static final int RADIX = 16;
  private static final Pattern TEXT =
      Pattern.compile("([0-9a-f]{16})-(0|[1-9][0-9]{0,8})-(0|[1-9][0-9]{0,17})");

  public LogPosition {
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "log position: got partition %d, offset %d, expected 0 or more"
              .formatted(partition, offset));
    }
  }

  /** Reads {@link #text()}; throws IllegalArgumentException, with what was expected, else. */
  public static LogPosition parse(String text) {
    var matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "watermark: got '%s', expected 16 hex digits, '-', partition, '-', offset"
              .formatted(text.length() > 60 ? text.substring(0, 60) + "..." : text));
    }
    return new LogPosition(
        Long.parseUnsignedLong(matcher.group(1), RADIX),
        Integer.parseInt(matcher.group(2)),
        Long.parseLong(matcher.group(3)));
  }

  /** {@code TOPIC-PARTITION-OFFSET}, the topic as 16 hex digits. */
  public String text() {
    return "%016x-%d-%d".formatted(topic, partition, offset);
  }

  /** Whether the other stands in the same partition of the same topic. */
  public boolean sharesPartition(LogPosition other) {
    return topic == other.topic && partition == other.partition;
  }
}
