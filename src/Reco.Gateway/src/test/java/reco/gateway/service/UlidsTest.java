package reco.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UlidsTest {
  @Test
  void anUlidSortsByTimeAndHas26Digits() {
    var random = new SplittableRandom(1);
    var early = new Ulids(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> random);
    var late =
        new Ulids(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC), () -> random);

    assertThat(early.get()).startsWith("0000000000").hasSize(26).isLessThan(late.get());
    assertThat(late.get()).isNotEqualTo(late.get()).matches("[0-9a-hjkmnp-tv-z]{26}");
  }
}
