package reco.node.wire;

import java.time.InstantSource;

/** Deadlines travel as the time left, for two nodes' clocks may differ by more than a budget. */
record Deadlines(InstantSource clock) {
  long toLeft(long deadlineMillis) {
    return Math.max(0, deadlineMillis - clock.millis());
  }

  long fromLeft(long leftMillis) {
    return clock.millis() + leftMillis;
  }
}
