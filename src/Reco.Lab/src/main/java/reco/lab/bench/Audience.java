package reco.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;

/**
 * Users made for a measurement, each with a short history of clicks on popular items.
 *
 * @param items ids that the server recommends to a stranger
 */
record Audience(List<String> users, List<String> items) {
  private static final int ITEMS = 500;
  private static final int FEWEST_ITEMS = 20;

  /** What the server recommends to a stranger: items to make histories of. */
  static List<String> popularItems(Server server) {
    List<String> items = server.recommend("bench-stranger", ITEMS).items();
    if (items.size() < FEWEST_ITEMS) {
      throw new BenchFailedException(
          "the server recommends %d items to a stranger, expected at least %d: load a catalogue"
              .formatted(items.size(), FEWEST_ITEMS));
    }
    return items;
  }

  /**
   * Makes users and waits until their histories are applied.
   *
   * @param run part of the users' names, so that each run has users of its own
   */
  static Audience gather(Server server, String run, int size, int clicks) {
    List<String> items = popularItems(server);
    List<String> users = new ArrayList<>(size);
    var random = new SplittableRandom(1);
    for (int n = 0; n < size; n++) {
      String user = "bench-%s-%d".formatted(run, n);
      LogPosition last = server.send(history(user, items, clicks, random));
      Waiting.until("the history of " + user, () -> server.recommend(user, 1, last).hasSeen(last));
      users.add(user);
    }
    return new Audience(List.copyOf(users), items);
  }

  static List<BenchEvent> history(
      String user, List<String> items, int clicks, SplittableRandom random) {
    return random
        .ints(clicks, 0, items.size())
        .mapToObj(item -> new BenchEvent(user, items.get(item), InteractionType.CLICK))
        .toList();
  }
}
