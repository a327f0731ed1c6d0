package reco.model.counting;

import java.util.Arrays;

/**
 * What is remembered of one user: the last steps, a window of event ids, the region. One thread.
 */
final class Visitor {
  private static final int EVENT_IDS = 32;
  private static final int FIRST_EVENT_IDS = 4;

  private final long[] steps;
  private int stepCount;
  private long[] eventIds = new long[FIRST_EVENT_IDS];
  private long eventCount;
  private String region = "";

  /**
   * @param window how many steps are kept
   */
  Visitor(int window) {
    steps = new long[window];
  }

  static Visitor of(VisitorImage image, int window) {
    Visitor visitor = new Visitor(window);
    visitor.stepCount = Math.min(window, image.steps().length);
    System.arraycopy(image.steps(), 0, visitor.steps, 0, visitor.stepCount);
    for (long eventId : image.eventIds()) {
      visitor.isNew(eventId);
    }
    visitor.region = image.region();
    return visitor;
  }

  VisitorImage image() {
    int known = (int) Math.min(eventCount, eventIds.length);
    long[] oldestFirst = new long[known];
    for (int i = 0; i < known; i++) {
      oldestFirst[i] = eventIds[(int) ((eventCount - known + i) % eventIds.length)];
    }
    return new VisitorImage(steps(), oldestFirst, region);
  }

  /** Notes an event; false where its id is in the window. */
  boolean isNew(long eventId) {
    int known = (int) Math.min(eventCount, eventIds.length);
    for (int i = 0; i < known; i++) {
      if (eventIds[i] == eventId) {
        return false;
      }
    }
    if (known == eventIds.length && known < EVENT_IDS) {
      eventIds = Arrays.copyOf(eventIds, known * 2);
    }
    eventIds[(int) (eventCount % eventIds.length)] = eventId;
    eventCount++;
    return true;
  }

  /** The last steps, newest first. */
  long[] steps() {
    return Arrays.copyOf(steps, stepCount);
  }

  boolean isAt(long item) {
    return stepCount > 0 && steps[0] == item;
  }

  boolean hasLately(long item) {
    for (int age = 0; age < stepCount; age++) {
      if (steps[age] == item) {
        return true;
      }
    }
    return false;
  }

  /** Adds the newest step; the oldest gives way. */
  void add(long item) {
    stepCount = Math.min(stepCount + 1, steps.length);
    System.arraycopy(steps, 0, steps, 1, stepCount - 1);
    steps[0] = item;
  }

  String region() {
    return region;
  }

  void moveTo(String newRegion) {
    region = newRegion;
  }
}
