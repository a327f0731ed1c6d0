package reco.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RealVectorRecallTest {
  private static final int K = 100;
  private static final int QUERIES = 100;

  @Test
  void atLeast999OfAThousandTrueNeighboursOfRealVectorsAreFound() throws IOException {
    var folder = RealVectors.requireFolder();
    float[][] items = NpyVectors.read(folder.resolve("items.npy"));
    float[][] queries = NpyVectors.read(folder.resolve("queries.npy"));
    var index = Int8Index.exact(items[0].length);
    var truth = new BruteForce();
    for (int i = 0; i < items.length; i++) {
      index.upsert(i, items[i]);
      truth.upsert(i, items[i]);
    }

    long found = IntStream.range(0, QUERIES).mapToLong(q -> found(index, truth, queries[q])).sum();

    assertThat(found / (double) (K * QUERIES)).isGreaterThanOrEqualTo(.999);
  }

  private static long found(VectorIndex index, BruteForce truth, float[] query) {
    var expected =
        Arrays.stream(truth.search(query, K, _ -> true)).boxed().collect(Collectors.toSet());
    return Arrays.stream(index.search(query, K).itemKeys()).filter(expected::contains).count();
  }
}
