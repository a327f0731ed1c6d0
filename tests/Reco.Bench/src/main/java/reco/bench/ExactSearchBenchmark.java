package reco.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import reco.index.Hits;
import reco.index.Int8Index;
import reco.index.VectorIndex;

/** How many exact top-100 searches, and how many upserts, one core does in a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@Threads(1)
public class ExactSearchBenchmark {
  private static final int K = 100;

  /** Items of the partition; each of 128 dimensions. */
  @Param({"10000", "40981"})
  private int items;

  private VectorIndex index = Int8Index.exact(1);
  private float[][] vectors = {};
  private float[][] queries = {};
  private int next;

  @Setup
  public void fill() throws IOException {
    var loaded = BenchmarkVectors.load();
    vectors = loaded.items();
    queries = loaded.queries();
    index = Int8Index.exact(vectors[0].length);
    for (int i = 0; i < items; i++) {
      index.upsert(i, vectors[i]);
    }
    System.out.printf("%,d items from %s%n", items, loaded.origin());
  }

  @Benchmark
  public Hits search() {
    return index.search(queries[nextOf(queries.length)], K);
  }

  @Benchmark
  public long upsert() {
    int item = nextOf(items);
    index.upsert(item, vectors[item]);
    return index.sequence();
  }

  /** Round and round, 0 to {@code count - 1}. */
  private int nextOf(int count) {
    next = next + 1 < count ? next + 1 : 0;
    return next;
  }
}
