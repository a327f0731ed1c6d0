package reco.model.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reco.model.id.UserId;
import reco.model.pipeline.SourceAnswer;

/** User neighbours (CG-1). */
class UserNeighboursTest {
  private static final UserId ASKING = UserId.of("asking");

  private final UserNeighbours neighbours = new UserNeighbours(1_000, 10_000);

  @Test
  void whatAnAlikeUserTookNextIsProposedFirst() {
    took("ada", 1, 2, 3);
    took("ben", 8, 9);

    var answer = answer(2);

    assertThat(answer.items()).containsExactly(3, 1);
    double likeness = 1 / Math.sqrt(1 + 20);
    assertThat(answer.scores()[0]).isCloseTo((float) (likeness / 1.1), within(1e-6f));
    assertThat(answer.scores()[1]).isCloseTo((float) (likeness / 1.1 / 2), within(1e-6f));
  }

  @Test
  void theAnchorIsTheNewestItemThatBothTook() {
    took("ada", 1, 2, 3);

    assertThat(answer(1, 2).anchors()).containsExactly(2);
  }

  @Test
  void whoSharesMoreCountsMore() {
    took("ada", 1, 2, 5);
    took("ben", 2, 6);

    assertThat(answer(2, 1).items()).containsExactly(5, 6);
  }

  @Test
  void nobodyIsTheirOwnNeighbour() {
    neighbours.put(ASKING, new long[] {1, 2, 3});

    assertThat(answer(1).items()).isEmpty();
  }

  @Test
  void whatHasLeftAHistoryIsSharedNoMore() {
    took("ada", 1, 2);
    took("ada", 2, 3);

    assertThat(answer(1).items()).isEmpty();
    assertThat(answer(3).items()).containsExactly(2);
  }

  @Test
  void onlyTheNewestItemsOfAHistoryAreHeld() {
    took("ada", LongStream.rangeClosed(1, UserNeighbours.HISTORY + 1).toArray());

    assertThat(answer(1).items()).isEmpty();
    assertThat(answer(2).items()).hasSize(UserNeighbours.HISTORY - 1);
  }

  @Test
  void oneUserMoreDisplacesTheOneLongestSilent() {
    var two = new UserNeighbours(2, 100);
    two.put(UserId.of("ada"), new long[] {1, 2});
    two.put(UserId.of("ben"), new long[] {1, 3});
    two.put(UserId.of("ada"), new long[] {1, 4});
    two.put(UserId.of("cem"), new long[] {1, 5});

    assertThat(two.size()).isEqualTo(2);
    assertThat(two.answer("", ASKING, new long[] {1}, 10).items()).containsExactlyInAnyOrder(4, 5);
  }

  @Test
  void anItemTooManyIsLeftOut() {
    var few = new UserNeighbours(10, 2);
    few.put(UserId.of("ada"), new long[] {1, 2, 3});

    assertThat(few.answer("", ASKING, new long[] {1}, 10).items()).containsExactly(2);
    assertThat(few.answer("", ASKING, new long[] {3}, 10).items()).isEmpty();
  }

  @Test
  void ofAnItemThatManyTookTheNewestUsersAreAsked() {
    for (int user = 0; user < 300; user++) {
      took("user-" + user, 1, 100 + user);
    }

    var answer = answer(1);

    assertThat(answer.items()).hasSize(100);
    assertThat(LongStream.of(answer.items()).min().orElseThrow()).isGreaterThanOrEqualTo(144);
  }

  @Test
  void aUserWithoutItemsTakesNoPlace() {
    took("ada");

    assertThat(neighbours.size()).isZero();
  }

  @Test
  void answersAreWholeWhileUsersComeAndGo() throws Exception {
    var few = new UserNeighbours(50, 10_000);
    var isOver = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(2)) {
      Callable<Integer> asking =
          () -> {
            int asked = 0;
            while (!isOver.get()) {
              long[] items = few.answer("", ASKING, new long[] {asked % 40 + 1}, 20).items();
              assertThat(items).doesNotHaveDuplicates().doesNotContain(asked % 40 + 1);
              asked++;
            }
            return asked;
          };
      var asked = List.of(threads.submit(asking), threads.submit(asking));
      IntStream.range(0, 20_000)
          .forEach(i ->
              few.put(
                  UserId.of("user-" + i % 100),
                  LongStream.range(0, i % 7)
                      .map(step -> (i * 31L + step * 17) % 40 + 1)
                      .toArray()));
      isOver.set(true);
      for (var each : asked) {
        assertThat(each.get()).isPositive();
      }
    }
  }

  private void took(String user, long... items) {
    neighbours.put(UserId.of(user), items);
  }

  private SourceAnswer answer(long... lastItems) {
    return neighbours.answer("user-neighbours", ASKING, lastItems, 100);
  }
}
