package reco.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import reco.model.release.ReleaseChange;
import reco.model.release.ReleaseDecision;
import reco.model.release.Trial;

class ReleaseCodecTest {
  @Test
  void everyDecisionComesBackAsItWas() {
    List<ReleaseChange> changes =
        List.of(
            new ReleaseChange.Promote(7),
            new ReleaseChange.RollBack(3),
            new ReleaseChange.Try(new Trial.Canary(8, 0.05)),
            new ReleaseChange.Try(new Trial.Shadow(9, 1)),
            new ReleaseChange.EndTrial());

    assertThat(changes)
        .allSatisfy(change -> {
          var decision = new ReleaseDecision("ranker", 4, change, true, 9, "ann", "why", 1_700L);
          assertThat(ReleaseCodec.decode(ReleaseCodec.encode(decision).toByteArray()))
              .isEqualTo(decision);
        });
  }

  @Test
  void whatIsNoDecisionIsRefused() {
    assertThatThrownBy(() -> ReleaseCodec.decode(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ReleaseCodec.decode(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("change");
  }
}
