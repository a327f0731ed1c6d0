package reco.bench;

import java.util.Optional;
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
import reco.model.decision.Decision;
import reco.model.decision.Funnel;
import reco.model.decision.Inputs;
import reco.model.ranking.HeadScores;
import reco.model.sample.SampleInputs;

/** How long one core takes for each part of a decision over 500 candidates, ranker aside. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@Threads(1)
public class FunnelBenchmark {
  private static final int REQUESTS = 64;

  /** Of the embeddings. */
  @Param("64")
  private int dimension;

  private Inputs[] inputs = {};
  private Funnel.Prepared[] prepared = {};
  private HeadScores[] scores = {};
  private int next;

  @Setup
  public void decideOnce() {
    inputs = new Inputs[REQUESTS];
    prepared = new Funnel.Prepared[REQUESTS];
    scores = new HeadScores[REQUESTS];
    for (int i = 0, seed = 0; i < REQUESTS; seed++) {
      var sample = SampleInputs.of(seed, SampleInputs.home(), dimension);
      if (sample.rows().size() == SampleInputs.home().ranker().candidates()) {
        inputs[i] = sample;
        prepared[i] = Funnel.prepare(SampleInputs.home(), sample);
        scores[i++] = SampleInputs.rank(prepared[i - 1].features());
      }
    }
  }

  /** Union of the answers. */
  @Benchmark
  public long[] merge() {
    int request = nextRequest();
    return Funnel.merge(prepared[request].pipeline(), inputs[request].answers());
  }

  /** Filters and features. */
  @Benchmark
  public Funnel.Prepared prepare() {
    int request = nextRequest();
    return Funnel.prepare(prepared[request].pipeline(), inputs[request]);
  }

  /** Scoring, MMR, caps, exploration, reasons. */
  @Benchmark
  public Decision decide() {
    int request = nextRequest();
    return Funnel.decide(prepared[request], Optional.of(scores[request]));
  }

  private int nextRequest() {
    next = next + 1 < REQUESTS ? next + 1 : 0;
    return next;
  }
}
