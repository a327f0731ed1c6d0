package reco.model.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All models' releases, and the newest decisions with what came of them.
 *
 * @param audit oldest first, at most {@value #MOST_ENTRIES}; the log has all
 */
public record Releases(Map<String, Release> byModel, List<Entry> audit) {
  private static final int MOST_ENTRIES = 256;

  /** Before the first decision. */
  public static final Releases NONE = new Releases(Map.of(), List.of());

  public Releases {
    byModel = Map.copyOf(byModel);
    audit = List.copyOf(audit);
  }

  /**
   * A decision in the log.
   *
   * @param refusal why it did not count
   */
  public record Entry(ReleaseDecision decision, Optional<String> refusal) {}

  public Release of(String model) {
    return byModel.getOrDefault(model, Release.of(model));
  }

  public Releases after(ReleaseDecision decision) {
    Release before = of(decision.model());
    Map<String, Release> next = new HashMap<>(byModel);
    next.put(decision.model(), before.after(decision));
    List<Entry> entries = new ArrayList<>(audit);
    entries.add(new Entry(decision, before.refusal(decision)));
    int from = Math.max(0, entries.size() - MOST_ENTRIES);
    return new Releases(next, entries.subList(from, entries.size()));
  }
}
