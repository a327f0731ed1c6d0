package reco.model.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * EV-4: whatever dies, every event counts once, in order; and each part of the protocol is needed.
 */
class CountedOnceTest {
  private static final int SCHEDULES = 20_000;
  private static final int MUTANT_SCHEDULES = 300;

  @Test
  void usersAreWhatTheLogMakesOfThem() {
    assertThat(
            LongStream.range(0, SCHEDULES)
                .filter(seed -> !UserSide.countsOnce(seed, UserSide.Mutant.NONE)))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void withoutOnePartOfTheProtocolUsersAreNot(UserSide.Mutant mutant) {
    assertThat(
            LongStream.range(0, MUTANT_SCHEDULES)
                .filter(seed -> !UserSide.countsOnce(seed, mutant)))
        .isNotEmpty();
  }

  @Test
  void itemsAreWhatTheLogMakesOfThem() {
    assertThat(
            LongStream.range(0, SCHEDULES)
                .filter(seed -> !ItemsSide.countsOnce(seed, ItemsSide.Mutant.NONE)))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void withoutOnePartOfTheTransactionItemsAreNot(ItemsSide.Mutant mutant) {
    assertThat(
            LongStream.range(0, MUTANT_SCHEDULES)
                .filter(seed -> !ItemsSide.countsOnce(seed, mutant)))
        .isNotEmpty();
  }
}
