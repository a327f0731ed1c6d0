package reco.lab.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import reco.lab.data.UserInteraction;
import reco.model.id.Hashes;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;

/**
 * A user and an item that met: the first interaction of the two, be it that the item was shown, and
 * what came of it within a day.
 *
 * @param index of that interaction in the log
 */
record Exposure(int index, Outcome outcome) {
  private static final long HORIZON_MILLIS = 24 * 60 * 60_000L;

  private record Pair(UserId user, long item) {}

  private record Open(Exposure exposure, long untilMillis) {}

  /** All of a log from a time on, in its order. */
  static List<Exposure> find(List<UserInteraction> log, long fromMillis) {
    List<Exposure> found = new ArrayList<>();
    Map<Pair, Open> open = new HashMap<>();
    for (int i = 0; i < log.size(); i++) {
      Interaction interaction = log.get(i).interaction();
      if (interaction.timeMillis() >= fromMillis && interaction.type().needsItem()) {
        var pair = new Pair(log.get(i).user(), interaction.item());
        Open known = open.get(pair);
        if (known == null || interaction.timeMillis() > known.untilMillis) {
          known =
              new Open(new Exposure(i, new Outcome()), interaction.timeMillis() + HORIZON_MILLIS);
          open.put(pair, known);
          found.add(known.exposure);
        }
        known.exposure.outcome.add(interaction);
      }
    }
    return found;
  }

  /** Whether it began with the item being shown, so that what was passed over is known, too. */
  boolean isShown(Interaction first) {
    return first.type() == InteractionType.IMPRESSION;
  }

  /** So many of them at most, in their order, each with the same chance. */
  static List<Exposure> sample(List<Exposure> all, int most, long seed) {
    var random = new SplittableRandom(Hashes.draw(seed, "exposures", all.size()));
    List<Exposure> chosen = new ArrayList<>(Math.min(most, all.size()));
    for (int i = 0; i < all.size(); i++) {
      int wanted = most - chosen.size();
      if (random.nextInt(all.size() - i) < wanted) {
        chosen.add(all.get(i));
      }
    }
    return chosen;
  }
}
