package reco.lab.world;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reco.lab.data.UserInteraction;
import reco.model.id.UserId;

/** The plainest sequence recommender: what others took right after the last item, unseen first. */
final class Following {
  private final Map<Long, Map<Long, Integer>> after = new HashMap<>();
  private final Map<UserId, Long> last = new HashMap<>();
  private final Map<UserId, Set<Long>> had = new HashMap<>();

  void learn(UserInteraction click) {
    long item = click.interaction().item();
    Long before = last.put(click.user(), item);
    had.computeIfAbsent(click.user(), _ -> new HashSet<>()).add(item);
    if (before != null) {
      after.computeIfAbsent(before, _ -> new HashMap<>()).merge(item, 1, Integer::sum);
    }
  }

  /** The ten items that followed the user's last item most often. */
  List<Long> next(UserId user) {
    Set<Long> seen = had.getOrDefault(user, Set.of());
    return after.getOrDefault(last.getOrDefault(user, 0L), Map.of()).entrySet().stream()
        .filter(entry -> !seen.contains(entry.getKey()))
        .sorted(
            Comparator.comparing((Map.Entry<Long, Integer> entry) -> -entry.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(10)
        .map(Map.Entry::getKey)
        .toList();
  }
}
