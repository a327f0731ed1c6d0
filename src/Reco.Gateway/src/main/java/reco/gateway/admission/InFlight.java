package reco.gateway.admission;

import java.util.concurrent.atomic.AtomicInteger;

/** Requests let in and not yet answered, up to a limit. Never waits. */
public final class InFlight {
  private final int limit;
  private final AtomicInteger entered = new AtomicInteger();

  /**
   * @param limit most requests at once, at least 1
   */
  public InFlight(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("in-flight limit: got " + limit + ", expected 1 or more");
    }
    this.limit = limit;
  }

  /** Whether there was room; each true is paid back by one {@link #leave}. */
  public boolean tryEnter() {
    if (entered.incrementAndGet() <= limit) {
      return true;
    }
    entered.decrementAndGet();
    return false;
  }

  public void leave() {
    entered.decrementAndGet();
  }

  public int count() {
    return entered.get();
  }

  public int limit() {
    return limit;
  }
}
