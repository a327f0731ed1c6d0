package reco.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import reco.model.id.ItemId;
import reco.model.item.Item;
import reco.model.item.ItemCatalogue;
import reco.model.item.ItemRows;
import reco.model.item.ItemStatistics;
import reco.node.catalogue.MappedItemTexts;

/** How long one core takes to copy what a decision reads of 500 candidates drawn at random. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@Threads(1)
public class ItemRowsBenchmark {
  private static final int CANDIDATES = 500;
  private static final int REQUESTS = 256;

  /** Items in the catalogue. */
  @Param({"10000", "200000"})
  private int items;

  /** Of the embeddings. */
  @Param({"64", "128"})
  private int dimension;

  private final ItemStatistics statistics = new ItemStatistics();
  private Path folder = Path.of("");
  private AutoCloseable close = () -> {};
  private ItemCatalogue catalogue = new ItemCatalogue();
  private long[][] requests = {};
  private int next;

  @Setup
  public void fill() throws IOException {
    folder = Files.createTempDirectory("reco-bench");
    var texts = new MappedItemTexts(folder);
    close = texts;
    catalogue = new ItemCatalogue(texts);
    catalogue.useVectors(dimension);
    var random = new Random(1);
    long[] keys = new long[items];
    for (int i = 0; i < items; i++) {
      var item = item(i);
      keys[i] = item.id().key();
      catalogue.upsert(item);
      catalogue.setVector(keys[i], vector(random));
    }
    requests = new long[REQUESTS][CANDIDATES];
    for (long[] request : requests) {
      for (int i = 0; i < CANDIDATES; i++) {
        request[i] = keys[random.nextInt(items)];
      }
    }
  }

  @TearDown
  public void remove() throws Exception {
    close.close();
    Files.delete(folder);
  }

  @Benchmark
  public ItemRows rows() {
    next = next + 1 < REQUESTS ? next + 1 : 0;
    return catalogue.rows(requests[next], statistics, 0);
  }

  private float[] vector(Random random) {
    float[] vector = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      vector[d] = random.nextFloat() - 0.5f;
    }
    return vector;
  }

  private static Item item(int i) {
    return new Item(
        ItemId.of("item-" + i),
        "The title of item " + i,
        "",
        List.of("category-" + i % 20),
        List.of(),
        "creator-" + i / 20,
        i % 100,
        0.5f,
        i,
        i % 3 == 0 ? Set.of("DE", "AT") : Set.of(),
        0,
        "de",
        false,
        false,
        i);
  }
}
