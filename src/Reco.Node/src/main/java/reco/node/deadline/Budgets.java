package reco.node.deadline;

import java.time.Duration;

/** How a budget is handed down. */
public final class Budgets {
  private Budgets() {}

  /**
   * What a callee is given of its caller's budget, three quarters: an answer that tells what is
   * missing then still arrives within the budget itself.
   */
  public static Duration ofCallee(Duration budget) {
    return budget.multipliedBy(3).dividedBy(4);
  }
}
