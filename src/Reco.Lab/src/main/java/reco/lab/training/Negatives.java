package reco.lab.training;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SplittableRandom;
import reco.lab.data.UserInteraction;
import reco.lab.training.RowSettings.Sampling;
import reco.model.id.Hashes;
import reco.model.item.Item;

/**
 * Items that stand in for what was shown and passed over. In turn: one of the candidates, which is
 * what a ranker has to tell apart; one that others took, in proportion to how often; any at all.
 */
final class Negatives {
  private static final int ATTEMPTS = 20;
  private static final int ANY = 3;

  private final List<UserInteraction> log;
  private final List<Item> items;
  private final ReplayedSources sources;
  private final RowSettings settings;

  Negatives(
      List<UserInteraction> log, List<Item> items, ReplayedSources sources, RowSettings settings) {
    this.log = log;
    this.items = items;
    this.sources = sources;
    this.settings = settings;
  }

  /**
   * The shown item first, then up to so many others.
   *
   * @param index of the interaction in the log; only what stands before it is looked at
   * @param candidates of the request
   */
  long[] beside(long shown, int index, long[] candidates) {
    int count = settings.negatives();
    var random = new SplittableRandom(Hashes.draw(settings.seed(), "negatives", index));
    long nowMillis = log.get(index).interaction().timeMillis();
    SequencedSet<Long> rows = new LinkedHashSet<>(List.of(shown));
    for (int attempt = 0; attempt < ATTEMPTS * count && rows.size() <= count; attempt++) {
      draw(attempt % 4, index, candidates, random)
          .filter(item -> sources.isPublished(item, nowMillis))
          .ifPresent(rows::add);
    }
    return rows.stream().mapToLong(Long::longValue).toArray();
  }

  private Optional<Long> draw(int way, int index, long[] candidates, SplittableRandom random) {
    return switch (settings.sampling() == Sampling.UNIFORM ? ANY : way) {
      case 0, 2 ->
          candidates.length == 0
              ? Optional.empty()
              : Optional.of(candidates[random.nextInt(candidates.length)]);
      case 1 -> taken(index, random);
      default -> Optional.of(items.get(random.nextInt(items.size())).id().key());
    };
  }

  private Optional<Long> taken(int index, SplittableRandom random) {
    return index == 0
        ? Optional.empty()
        : Optional.of(log.get(random.nextInt(index)).interaction())
            .filter(interaction -> interaction.item() != 0 && interaction.strength() > 0)
            .map(interaction -> interaction.item());
  }
}
