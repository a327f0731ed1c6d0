package reco.model.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reco.model.interaction.InteractionType;

/**
 * The counters against published data: leave-last-out, all items ranked, the person's own history
 * removed. The full recipe over everyone, nothing bounded, reaches .2705 on MovieLens 1M and .217
 * on MovieLens 100k.
 */
class CoVisitationQualityTest {
  private static final int ITEMS = 4_000;

  @Test
  @DisplayName("CG-4: bounded counters alone place the next film in the first ten, MovieLens 1M")
  void boundedCountersFindTheNextFilmOfMovieLens1M() throws IOException {
    List<int[]> sequences = RealData.movieLens1M();

    double hitRate = hitRateAt10(sequences);

    assertThat(hitRate).isGreaterThanOrEqualTo(.265);
  }

  @Test
  @DisplayName("CG-4: bounded counters alone place the next film in the first ten, MovieLens 100k")
  void boundedCountersFindTheNextFilmOfMovieLens100K() throws IOException {
    List<int[]> sequences = RealData.movieLens100K();

    double hitRate = hitRateAt10(sequences);

    assertThat(hitRate).isGreaterThanOrEqualTo(.21);
  }

  /** Counts all but everyone's last two, asks with all but the last one, wants the last one. */
  private static double hitRateAt10(List<int[]> sequences) {
    ItemStatistics statistics = new ItemStatistics();
    Events events = new Events(statistics);
    for (int person = 0; person < sequences.size(); person++) {
      int[] sequence = sequences.get(person);
      for (int i = 0; i < sequence.length - 2; i++) {
        events.apply("u" + person, InteractionType.CLICK, sequence[i], 1_000L * i);
      }
    }
    long hits = sequences.stream().filter(sequence -> isHit(statistics, sequence)).count();
    return (double) hits / sequences.size();
  }

  private static boolean isHit(ItemStatistics statistics, int[] sequence) {
    int length = sequence.length - 1;
    long[] newestFirst = new long[length];
    for (int i = 0; i < length; i++) {
      newestFirst[i] = sequence[length - 1 - i];
    }
    Set<Long> had = Arrays.stream(newestFirst).boxed().collect(Collectors.toSet());
    long[] ranked = statistics.coVisited("co-visitation", newestFirst, ITEMS).items();
    return Arrays.stream(ranked)
        .filter(item -> !had.contains(item))
        .limit(10)
        .anyMatch(item -> item == sequence[length]);
  }
}
