package reco.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import reco.internal.v1.History;
import reco.internal.v1.ItemTimes;
import reco.internal.v1.UserStateRecord;
import reco.model.id.UserId;
import reco.model.user.UserState;

/** Stored state. FS-1. */
class UserStateCodecTest {
  /** The most that a stored state can take, whatever its user does. */
  private static final int BOUND_BYTES = 40 * 1024;

  private static final int TYPICAL_BOUND_BYTES = 6 * 1024;

  @Property(tries = 100)
  void decodeReadsWhatEncodeWrote(@ForAll long seed, @ForAll @IntRange(max = 600) int events) {
    var state = States.random(seed, events);

    var decoded = UserStateCodec.decode(UserStateCodec.encode(state), state.revision());

    assertThat(decoded).isEqualTo(state);
  }

  @Example
  void theStateOfAnUnknownUserSurvives() {
    var state = UserState.empty(UserId.of("ada"));

    assertThat(UserStateCodec.decode(UserStateCodec.encode(state), 0)).isEqualTo(state);
  }

  @Example
  void theFullestStateSurvivesWithinItsBound() {
    var state = States.worst();

    var bytes = UserStateCodec.encode(state);

    assertThat(UserStateCodec.decode(bytes, 0)).isEqualTo(state);
    assertThat(state.history().size()).isEqualTo(100);
    assertThat(state.watched().size()).isEqualTo(300);
    assertThat(state.likes().size() + state.dislikes().size()).isEqualTo(400);
    assertThat(state.hides().size() + state.saves().size()).isEqualTo(400);
    assertThat(state.categories().size() + state.creators().size()).isEqualTo(48);
    assertThat(state.eventIds().size()).isEqualTo(256);
    assertThat(state.watermarks().positions()).hasSize(8);
    assertThat(bytes.length).isBetween(BOUND_BYTES / 2, BOUND_BYTES);
  }

  @Example
  void aTypicalStateTakesSixKilobytesAtMost() {
    var state = States.typical();

    assertThat(state.history().size()).isEqualTo(100);
    assertThat(state.eventIds().size()).isEqualTo(256);
    assertThat(UserStateCodec.encode(state)).hasSizeLessThanOrEqualTo(TYPICAL_BOUND_BYTES);
  }

  @Property(tries = 2_000)
  void anyByteThatChangedIsFound(
      @ForAll @IntRange(max = 5_000) int at, @ForAll @IntRange(min = 1, max = 255) int difference) {
    var bytes = TYPICAL_BYTES.clone();
    bytes[at % bytes.length] ^= (byte) difference;

    assertRefused(bytes);
  }

  @Property(tries = 500)
  void anyLengthButTheRightOneIsRefused(@ForAll @IntRange(max = 10_000) int length) {
    if (length != TYPICAL_BYTES.length) {
      assertRefused(Arrays.copyOf(TYPICAL_BYTES, length));
    }
  }

  @Example
  void everyHeaderByteIsGuarded() {
    for (int at = 0; at < StateFrame.HEADER_BYTES; at++) {
      var bytes = TYPICAL_BYTES.clone();
      bytes[at]++;
      assertRefused(bytes);
    }
  }

  @Example
  void aRefusalSaysWhatWasFoundAndExpected() {
    var bytes = TYPICAL_BYTES.clone();
    bytes[1] = 2;
    assertThatExceptionOfType(CorruptStateException.class)
        .isThrownBy(() -> UserStateCodec.decode(bytes, 0))
        .withMessage("state: version 2, this build reads version 1; a newer build wrote it");

    bytes[0] = 'X';
    assertThatExceptionOfType(CorruptStateException.class)
        .isThrownBy(() -> UserStateCodec.decode(bytes, 0))
        .withMessage("state: first byte is 0x58, expected 0x52");

    assertThatExceptionOfType(CorruptStateException.class)
        .isThrownBy(() -> UserStateCodec.decode(new byte[3], 0))
        .withMessage("state: got 3 bytes, expected at least 6");
  }

  @Example
  void aRecordWhoseColumnsDoNotFitIsRefused() {
    assertRefused(valid().setHistory(History.newBuilder().addItems(1)));
    assertRefused(
        valid().setHistory(History.newBuilder().addItems(1).addTimes(1).addValues(0).addTypes(99)));
    assertRefused(valid().setWatched(ItemTimes.newBuilder().addItems(1).addTimes(1).addTimes(1)));
    assertRefused(
        valid()
            .setWatched(ItemTimes.newBuilder().addItems(1).addItems(2).addTimes(5).addTimes(-1)));
    assertRefused(
        valid()
            .setCategories(
                reco.internal.v1.Activities.newBuilder()
                    .addNames("jazz")
                    .addAffinities(1)
                    .addTimes(1)
                    .addZeros(18)
                    .addCounts(1)));
    assertRefused(valid().clearId());
  }

  private static final byte[] TYPICAL_BYTES = UserStateCodec.encode(States.typical());

  private static UserStateRecord.Builder valid() {
    return UserStateCodec.toRecord(UserState.empty(UserId.of("ada"))).toBuilder();
  }

  private static void assertRefused(UserStateRecord.Builder stored) {
    assertThatExceptionOfType(CorruptStateException.class)
        .isThrownBy(() -> UserStateCodec.fromRecord(stored.build(), 0));
  }

  private static void assertRefused(byte[] bytes) {
    assertThatExceptionOfType(CorruptStateException.class)
        .isThrownBy(() -> UserStateCodec.decode(bytes, 0));
  }
}
