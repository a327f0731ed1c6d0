package reco.model.item;

import java.util.Arrays;

/** What is remembered of one user: the last steps, and a window of event ids. One thread. */
final class Visitor {
  private static final int EVENT_IDS = 32;

  private final int[] steps;
  private int stepCount;
  private long[] eventIds = new long[4];
  private long eventCount;

  /**
   * @param window how many steps are kept
   */
  Visitor(int window) {
    steps = new int[window];
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

  int stepCount() {
    return stepCount;
  }

  /** The item so many steps ago; 0 is the last one. */
  int step(int age) {
    return steps[age];
  }

  boolean hasLately(int item) {
    for (int age = 0; age < stepCount; age++) {
      if (steps[age] == item) {
        return true;
      }
    }
    return false;
  }

  /** Adds the newest step; the oldest gives way. */
  void add(int item) {
    stepCount = Math.min(stepCount + 1, steps.length);
    System.arraycopy(steps, 0, steps, 1, stepCount - 1);
    steps[0] = item;
  }
}
