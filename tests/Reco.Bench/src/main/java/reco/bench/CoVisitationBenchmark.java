package reco.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import reco.model.counting.ItemSide;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Subject;
import reco.model.item.ItemStatistics;
import reco.model.item.StatisticsSettings;
import reco.model.pipeline.SourceAnswer;

/**
 * How long one core takes for the 100 items most co-visited with the last ten, and to count one
 * event, where every item has all the neighbours that it may keep.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@Threads(1)
public class CoVisitationBenchmark {
  private static final int ITEMS = 10_000;
  private static final int USERS = 5_000;
  private static final int EVENTS = 1_000_000;
  private static final int LAST_ITEMS = 10;
  private static final int COUNT = 100;

  private final ItemSide items = new ItemSide(StatisticsSettings.STANDARD);
  private final Random random = new Random(1);
  private ItemStatistics statistics = new ItemStatistics();
  private long offset;

  @Setup
  public void count() {
    for (int i = 0; i < EVENTS; i++) {
      apply();
    }
    statistics = items.ranked(offset);
  }

  @Benchmark
  public SourceAnswer coVisited() {
    long[] last = new long[LAST_ITEMS];
    for (int i = 0; i < LAST_ITEMS; i++) {
      last[i] = item();
    }
    return statistics.coVisited("co-visitation", last, COUNT);
  }

  @Benchmark
  public void apply() {
    var subject = new Subject(item(), "", "", "");
    var click = new Interaction("event-" + offset, offset, InteractionType.CLICK, subject);
    items.apply(UserId.of("user-" + random.nextInt(USERS)), click);
    offset++;
  }

  /** Few items are popular, as a square law says. */
  private long item() {
    double draw = random.nextDouble();
    return 1 + (long) (draw * draw * ITEMS);
  }
}
