package reco.model.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reco.model.interaction.InteractionType;
import reco.model.item.StatisticsSettings;
import reco.model.pipeline.SourceAnswer;

class CoVisitationTest {
  private static final int ITEMS = 30;
  private static final int WINDOW = 10;

  private final Events events = new Events();

  @Property(tries = 50)
  @Label("CG-4: counted event by event, the scores are those of the whole sequences")
  void onlineScoresAreThoseOfTheWholeSequences(@ForAll Random random) {
    Events log = new Events();
    List<List<Integer>> sequences = interleaved(random, log);
    long[] last = {1 + random.nextInt(ITEMS), 1 + random.nextInt(ITEMS), 40, 1};

    SourceAnswer answer = log.side.ranked(0).coVisited("co-visitation", last, 1_000);

    Map<Long, Double> expected = naive(sequences, last);
    assertThat(answer.items()).hasSameSizeAs(expected.keySet());
    for (int i = 0; i < answer.items().length; i++) {
      assertThat((double) answer.scores()[i])
          .isCloseTo(expected.get(answer.items()[i]), within(1e-4));
      assertThat(i == 0 || answer.scores()[i] <= answer.scores()[i - 1]).isTrue();
    }
  }

  /** Random users step through random items, their events interleaved; no item twice in a row. */
  private static List<List<Integer>> interleaved(Random random, Events log) {
    List<List<Integer>> sequences = new ArrayList<>();
    for (int user = 0; user < 4; user++) {
      sequences.add(new ArrayList<>());
    }
    for (int i = 0; i < 200; i++) {
      int user = random.nextInt(4);
      int item = 1 + random.nextInt(ITEMS);
      List<Integer> sequence = sequences.get(user);
      if (sequence.isEmpty() || sequence.getLast() != item) {
        sequence.add(item);
        log.apply("u" + user, InteractionType.CLICK, item, i);
      }
    }
    return sequences;
  }

  /** The recipe as it is written down, over whole sequences. */
  private static Map<Long, Double> naive(List<List<Integer>> sequences, long[] last) {
    double[][] counts = new double[ITEMS + 1][ITEMS + 1];
    int[] visits = new int[41];
    for (List<Integer> sequence : sequences) {
      sequence.forEach(item -> visits[item]++);
      for (int i = 0; i < sequence.size(); i++) {
        for (int d = 1; d <= WINDOW && i + d < sequence.size(); d++) {
          counts[sequence.get(i)][sequence.get(i + d)] += 1.0 / d;
          counts[sequence.get(i + d)][sequence.get(i)] += 0.3 / d;
        }
      }
    }
    Map<Long, Double> scores = new HashMap<>();
    for (int b = 1; b <= ITEMS; b++) {
      double score = 0;
      for (int age = 0; age < last.length; age++) {
        if (last[age] <= ITEMS && last[age] != b) {
          score +=
              Math.pow(.7, age)
                  * counts[(int) last[age]][b]
                  / Math.sqrt(visits[(int) last[age]] + 20)
                  / Math.pow(visits[b] + 20, .3);
        }
      }
      if (score > 0) {
        scores.put((long) b, score);
      }
    }
    for (long item : last) {
      scores.remove(item);
    }
    return scores;
  }

  @Test
  void whatFollowsCountsMoreThanWhatPrecedes() {
    visit("u", 1, 2, 3);

    SourceAnswer answer = coVisited(new long[] {2}, 10);

    assertThat(answer.items()).containsExactly(3, 1);
    assertThat(answer.scores()[1] / answer.scores()[0]).isEqualTo(0.3f, within(1e-6f));
  }

  @Test
  @DisplayName("API-7: the anchor is the history item that gave most")
  void theAnchorIsTheHistoryItemThatGaveMost() {
    visit("u", 1, 10);
    visit("v", 2, 20);
    visit("w", 2, 20);

    SourceAnswer answer = coVisited(new long[] {2, 1}, 10);

    assertThat(answer.items()).containsExactly(20, 10);
    assertThat(answer.anchors()).containsExactly(2, 1);
  }

  @Test
  void whatIsPositiveOrConsumesIsAStep() {
    events.apply("u", InteractionType.CLICK, 1, 0);
    events.apply("u", InteractionType.IMPRESSION, 2, 1);
    events.apply("u", InteractionType.DISLIKE, 3, 2);
    events.rate("u", 4, 1, 3);
    events.rate("u", 5, 5, 4);

    SourceAnswer answer = coVisited(new long[] {1}, 10);

    assertThat(answer.items()).containsExactly(4, 5);
  }

  @Test
  void severalInteractionsWithOneItemAreOneStep() {
    events.apply("u", InteractionType.CLICK, 1, 0);
    events.apply("u", InteractionType.CLICK, 2, 1);
    events.apply("v", InteractionType.CLICK, 3, 0);
    events.apply("v", InteractionType.WATCH, 3, 1);
    events.apply("v", InteractionType.LIKE, 3, 2);
    events.apply("v", InteractionType.CLICK, 4, 3);

    float once = coVisited(new long[] {1}, 1).scores()[0];
    float oftener = coVisited(new long[] {3}, 1).scores()[0];

    assertThat(oftener).isEqualTo(once);
  }

  @Test
  void itemsFurtherApartThanTheWindowAreNotCoVisited() {
    visit("u", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

    SourceAnswer answer = coVisited(new long[] {1}, 100);

    assertThat(answer.items()).contains(11).doesNotContain(12);
  }

  @Test
  void atTheBoundTheStrongestNeighboursStay() {
    for (int i = 0; i < 5; i++) {
      visit("fan" + i, 1, 2);
    }
    for (int stranger = 0; stranger < 5_000; stranger++) {
      visit("s" + stranger, 1, 100 + stranger);
    }

    SourceAnswer answer = coVisited(new long[] {1}, 10_000);

    assertThat(answer.items()).hasSizeLessThanOrEqualTo(128).contains(2);
    assertThat(answer.items()[0]).isEqualTo(2);
  }

  @Test
  void aPairCountsHalfAfterItsHalfLife() {
    long halfLife = StatisticsSettings.STANDARD.neighbourHalfLife().toMillis();
    events.apply("early", InteractionType.CLICK, 1, 0);
    events.apply("early", InteractionType.CLICK, 2, 0);
    events.apply("late", InteractionType.CLICK, 1, halfLife);
    events.apply("late", InteractionType.CLICK, 3, halfLife);

    SourceAnswer answer =
        events.side.ranked(halfLife).coVisited("co-visitation", new long[] {1}, 10);

    double early = 0.5 * Math.pow(20.5, -0.3);
    double late = Math.pow(21, -0.3);
    assertThat(answer.items()).containsExactly(3, 2);
    assertThat(answer.scores()[1] / answer.scores()[0])
        .isEqualTo((float) (early / late), within(1e-5f));
  }

  @Test
  void centuriesOfPairsStayFinite() {
    for (int year = 0; year < 300; year++) {
      events.apply("u", InteractionType.CLICK, 1 + year % 2, year * 365L * 86_400_000);
    }

    SourceAnswer answer =
        events.side.ranked(300L * 365 * 86_400_000).coVisited("co-visitation", new long[] {1}, 10);

    assertThat(answer.items()).containsExactly(2);
    assertThat(answer.scores()[0]).isBetween(1e-4f, 1f);
  }

  @Test
  void anUnknownItemHasNoNeighbours() {
    assertThat(coVisited(new long[] {99}, 10).items()).isEmpty();
    assertThat(coVisited(new long[0], 10).items()).isEmpty();
  }

  private SourceAnswer coVisited(long[] lastItems, int count) {
    return events.side.ranked(0).coVisited("co-visitation", lastItems, count);
  }

  private void visit(String user, long... items) {
    for (long item : items) {
      events.apply(user, InteractionType.CLICK, item, 0);
    }
  }
}
