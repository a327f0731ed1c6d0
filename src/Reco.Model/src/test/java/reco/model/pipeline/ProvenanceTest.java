package reco.model.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import reco.model.sample.SampleInputs;

class ProvenanceTest {
  private static final Pipeline HOME = SampleInputs.home();
  private static final long[] KEYS = {11, 12, 13};

  @Test
  void sourcesStandByTheirNormalizedRank() {
    var provenance = provenance(answer(Stages.TWO_TOWER, 12, 13, 11), answer(Stages.NEW, 11, 12));

    int newest = provenance.indexOf(Stages.NEW);
    int twoTower = provenance.indexOf(Stages.TWO_TOWER);
    assertThat(provenance.sourcesOf(0)).containsExactly(newest, twoTower);
    assertThat(provenance.sourcesOf(1)).containsExactly(twoTower, newest);
    assertThat(provenance.sourcesOf(2)).containsExactly(twoTower);
  }

  /** Quotas are 300, 150, 50, 50, 30; two-tower's second is 61/62 of its share. */
  @Test
  void theRetrievalScoreIsTheWeightedFusionOfRanks() {
    var provenance = provenance(answer(Stages.TWO_TOWER, 12, 11), answer(Stages.NEW, 11));

    assertThat(provenance.retrievalScore(0)).isCloseTo((300 * 61.0 / 62 + 30) / 580, within(1e-12));
    assertThat(provenance.retrievalScore(1)).isCloseTo(300.0 / 580, within(1e-12));
    assertThat(provenance.retrievalScore(2)).isZero();
  }

  @Test
  void whatASourceGivesBeyondItsQuotaDoesNotCount() {
    var keys = new long[31];
    Arrays.setAll(keys, index -> 100 + index);
    var answer = SourceAnswer.of(Stages.NEW, keys, new float[31]);

    var provenance = Provenance.of(HOME, List.of(answer), new long[] {129, 130});

    assertThat(provenance.count(0)).isEqualTo(1);
    assertThat(provenance.count(1)).isZero();
  }

  @Test
  void aLateSourceAndAnUnknownOneProposeNothing() {
    var provenance =
        provenance(SourceAnswer.missing(Stages.TWO_TOWER, "late"), answer("astrology", 11));

    assertThat(provenance.count(0)).isZero();
  }

  private static Provenance provenance(SourceAnswer... answers) {
    return Provenance.of(HOME, List.of(answers), KEYS);
  }

  private static SourceAnswer answer(String source, long... items) {
    return SourceAnswer.of(source, items, new float[items.length]);
  }
}
