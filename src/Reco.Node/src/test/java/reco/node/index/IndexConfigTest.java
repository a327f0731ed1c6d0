package reco.node.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import reco.index.VectorIndex;

class IndexConfigTest {
  private static final Config STANDARD = ConfigFactory.load().getConfig("reco.node.index");

  @Test
  void anIndexIsExactUpToItsThresholdAndHasListsAboveIt() {
    var index = IndexConfig.of(with("partition-above = 1000")).emptyIndex(8, Runnable::run);
    var random = new Random(1);

    fill(index, random, 0, 1_000);
    assertThat(index.statistics().kind()).isEqualTo("exact");

    fill(index, random, 1_000, 1_001);
    assertThat(index.statistics().kind()).isEqualTo("ivf");
  }

  @Test
  void valuesOutOfBoundsAreRefusedByName() {
    assertRefused("partitions = 0", "reco.node.index.partitions: got 0, expected 1 or more");
    assertRefused("partition-above = -1", "partitionAbove: got -1, expected 0 or more");
    assertRefused("recall = 1", "recall: got 1.0, expected above 0 and below 1");
  }

  private static void fill(VectorIndex index, Random random, int from, int to) {
    for (int key = from; key < to; key++) {
      var vector = new float[8];
      for (int d = 0; d < vector.length; d++) {
        vector[d] = (float) random.nextGaussian();
      }
      index.upsert(key, vector);
    }
  }

  private static void assertRefused(String setting, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IndexConfig.of(with(setting)))
        .withMessage(message);
  }

  private static Config with(String setting) {
    return ConfigFactory.parseString(setting).withFallback(STANDARD);
  }
}
