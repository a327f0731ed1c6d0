package reco.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import reco.model.decision.Decision.Placed;
import reco.model.pipeline.Pipeline;
import reco.model.sample.SampleInputs;

class FunnelTest {
  private static final Pipeline HOME = SampleInputs.home();

  /** DESIGN 5: a decision is a pure function of its inputs. */
  @Test
  void theSameInputsGiveTheSameBits() {
    for (long seed = 0; seed < 50; seed++) {
      assertThat(RecordedDecision.of(decide(SampleInputs.of(seed))))
          .isEqualTo(RecordedDecision.of(decide(SampleInputs.of(seed))));
    }
  }

  @Test
  void theOrderInWhichAnswersArriveChangesNothing() {
    for (long seed = 0; seed < 50; seed++) {
      var inputs = SampleInputs.of(seed);
      var shuffled = new ArrayList<>(inputs.answers());
      Collections.shuffle(shuffled, new Random(seed));

      assertThat(Funnel.merge(HOME, shuffled)).isEqualTo(Funnel.merge(HOME, inputs.answers()));
      assertThat(RecordedDecision.of(decide(inputs.with(shuffled))))
          .isEqualTo(RecordedDecision.of(decide(inputs)));
    }
  }

  /** FL-5. */
  @Test
  void noItemStandsTwice() {
    for (long seed = 0; seed < 50; seed++) {
      var items = decide(SampleInputs.of(seed)).items().stream().map(Placed::item).toList();

      assertThat(items).isNotEmpty().doesNotHaveDuplicates();
    }
  }

  /** RK-8: cut off from the ranker, the retrieval score orders, and the decision says so. */
  @Test
  void withoutARankerTheRetrievalScoreRanks() {
    var prepared = Funnel.prepare(HOME, SampleInputs.of(1));

    var decision = Funnel.decide(prepared, Optional.empty());

    assertThat(decision.rung()).isEqualTo(Rung.RETRIEVAL);
    assertThat(decision.ranked()).isFalse();
    assertThat(decision.items())
        .allSatisfy(placed ->
            assertThat(placed.score())
                .isEqualTo(prepared.provenance().retrievalScore(placed.row())));
  }

  @Test
  void everyKeptCandidateIsPlacedAndEveryOtherOneCounted() {
    for (long seed = 0; seed < 50; seed++) {
      var inputs = SampleInputs.of(seed);
      var prepared = Funnel.prepare(HOME, inputs);

      var decision = decide(inputs);

      var rows = new HashSet<Integer>();
      decision.items().forEach(placed -> rows.add(placed.row()));
      for (int row : prepared.kept()) {
        assertThat(rows).contains(row);
      }
      assertThat(decision.candidates()).isEqualTo(inputs.rows().size());
      assertThat(decision.removed() + decision.items().size()).isEqualTo(decision.candidates());
    }
  }

  private static Decision decide(Inputs inputs) {
    var prepared = Funnel.prepare(HOME, inputs);
    return Funnel.decide(prepared, Optional.of(SampleInputs.rank(prepared.features())));
  }
}
