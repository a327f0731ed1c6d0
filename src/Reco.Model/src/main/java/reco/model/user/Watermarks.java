package reco.model.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reco.model.interaction.LogPosition;

/**
 * The highest offset applied per (topic, partition), the one advanced last first. Bounded at
 * {@value #CAPACITY}: a user's events come from one partition, and from another only after a topic
 * was made anew or a record was written to the wrong one. Immutable.
 */
public final class Watermarks {
  public static final int CAPACITY = 8;
  public static final Watermarks EMPTY = new Watermarks(List.of());

  private final List<LogPosition> positions;

  private Watermarks(List<LogPosition> positions) {
    this.positions = positions;
  }

  /** From positions, the latest first; throws IllegalArgumentException where there are too many. */
  public static Watermarks of(List<LogPosition> positions) {
    if (positions.size() > CAPACITY) {
      throw new IllegalArgumentException(
          "watermarks: got %d, expected at most %d".formatted(positions.size(), CAPACITY));
    }
    return new Watermarks(List.copyOf(positions));
  }

  /** Whether the event at that position has been applied. */
  public boolean reached(LogPosition position) {
    for (var mark : positions) {
      if (mark.sharesPartition(position)) {
        return mark.offset() >= position.offset();
      }
    }
    return false;
  }

  /** Whether everything that the other holds as applied has been applied here, and more. */
  public boolean isAheadOf(Watermarks other) {
    return other.positions.stream().allMatch(this::reached)
        && !positions.stream().allMatch(other::reached);
  }

  /** With a position reached that was not before. */
  public Watermarks with(LogPosition position) {
    var next = new ArrayList<LogPosition>(CAPACITY);
    next.add(position);
    for (var mark : positions) {
      if (next.size() < CAPACITY && !mark.sharesPartition(position)) {
        next.add(mark);
      }
    }
    return new Watermarks(List.copyOf(next));
  }

  /** Of the record applied last; empty where none was. */
  public Optional<LogPosition> latest() {
    return positions.stream().findFirst();
  }

  /** All, the one advanced last first. */
  public List<LogPosition> positions() {
    return positions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Watermarks that && positions.equals(that.positions);
  }

  @Override
  public int hashCode() {
    return positions.hashCode();
  }

  @Override
  public String toString() {
    return "Watermarks" + positions.stream().map(LogPosition::text).toList();
  }
}
