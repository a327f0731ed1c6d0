package reco.lab.bench.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.index.Metric;

class AnnBenchTest {
  private static final int K = 10;

  @TempDir Path folder;

  @Test
  void theSeededSetIsTheSameEachTimeAndOfUnitVectors() {
    var set = ClusteredVectors.set("a", 200, 5, K, 1);
    var again = ClusteredVectors.set("b", 200, 5, K, 1);

    assertThat(again.items()).isDeepEqualTo(set.items());
    assertThat(ClusteredVectors.set("c", 200, 5, K, 2).items()[0]).isNotEqualTo(set.items()[0]);
    assertThat(squares(set.items()[3])).isBetween(.9999, 1.0001);
  }

  @Test
  void theTruthIsWhatComparingEveryVectorFinds() {
    var set = ClusteredVectors.set("a", 500, 3, K, 1);
    var query = set.queries()[0];

    var nearest =
        IntStream.range(0, 500)
            .boxed()
            .sorted(
                (a, b) -> Double.compare(dot(set.items()[b], query), dot(set.items()[a], query)))
            .limit(K)
            .mapToLong(Integer::longValue)
            .toArray();

    assertThat(set.truth()[0]).containsExactlyInAnyOrder(nearest);
  }

  @Test
  void everyIndexIsMeasuredAndNamed() throws IOException {
    var set = ClusteredVectors.set("small", 1_000, 20, K, 1);

    var rows = RecoIndexes.measure(set, set.truth());
    var lucene = LuceneIndexes.measure(set, set.truth(), folder);

    assertThat(rows)
        .extracting(Row::index)
        .containsExactly(
            "reco-exact",
            "reco-exact-8-at-once",
            "reco-ivf@0.95",
            "reco-ivf@0.95-filter-0.1",
            "reco-ivf@0.95-filter-0.01",
            "reco-ivf@0.95-filter-0.001",
            "reco-ivf@0.99",
            "reco-ivf@0.99-filter-0.1",
            "reco-ivf@0.99-filter-0.01",
            "reco-ivf@0.99-filter-0.001");
    assertThat(rows).allSatisfy(row -> assertThat(row.queriesPerSecond()).isPositive());
    assertThat(rows.getFirst().recall()).isEqualTo(1);
    assertThat(rows.getFirst().fields())
        .containsKeys("data", "index", "k", "recall", "queries_per_s", "bytes_per_vector");
    assertThat(lucene)
        .extracting(Row::index)
        .containsExactly("lucene-hnsw@0.95", "lucene-hnsw@0.99");
  }

  @Test
  void theExtraDimensionLeavesTheOrderOfInnerProducts() {
    var random = new Random(1);
    var items = random.doubles(50).mapToObj(x -> new float[] {(float) x, (float) (x * x)});
    var set =
        new VectorSet(
            "ip",
            Metric.INNER_PRODUCT,
            items.toArray(float[][]::new),
            new float[0][],
            new float[][] {{.3f, -.9f}},
            K);
    var transform = ExtraDimension.of(set);
    var query = set.queries()[0];

    var order = order(set, item -> dot(item, query));
    var extended = order(set, item -> dot(transform.item(item), transform.query(query)));

    assertThat(extended).isEqualTo(order);
    assertThat(squares(transform.item(set.items()[7]))).isBetween(.9999, 1.0001);
  }

  @Test
  void anUnknownSetIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VectorSets(Optional.empty()).make("glove"))
        .withMessage("data: got 'glove', expected vectors, clustered-100k or clustered-1m");
  }

  @FunctionalInterface
  private interface Score {
    double of(float[] item);
  }

  private static int[] order(VectorSet set, Score score) {
    return IntStream.range(0, set.items().length)
        .boxed()
        .sorted((a, b) -> Double.compare(score.of(set.items()[b]), score.of(set.items()[a])))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double dot(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(d -> (double) a[d] * b[d]).sum();
  }

  private static double squares(float[] vector) {
    return dot(vector, vector);
  }
}
