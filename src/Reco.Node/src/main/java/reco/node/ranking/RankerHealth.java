package reco.node.ranking;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import reco.model.ranking.HeadScores;
import reco.model.release.Health;

/** Counts what a version does for its requests. Written by many threads. */
public final class RankerHealth {
  private static final double NANOS_A_MILLI = 1e6;

  private final LongAdder asked = new LongAdder();
  private final LongAdder missed = new LongAdder();
  private final AtomicLongArray latencies = new AtomicLongArray(Health.LATENCY_PARTS);
  private final AtomicLongArray scores = new AtomicLongArray(Health.SCORE_PARTS);

  /** A request was ranked in time. */
  public void ranked(HeadScores heads, long nanos) {
    asked.increment();
    latencies.incrementAndGet(Health.latencyPart(nanos / NANOS_A_MILLI));
    var counts = new int[Health.SCORE_PARTS];
    for (float[] ofHead : heads.probabilities()) {
      for (float probability : ofHead) {
        counts[Health.scorePart(probability)]++;
      }
    }
    for (int part = 0; part < counts.length; part++) {
      if (counts[part] > 0) {
        scores.addAndGet(part, counts[part]);
      }
    }
  }

  /** A request went on without its ranking. */
  public void missed() {
    asked.increment();
    missed.increment();
  }

  public Health now() {
    return new Health(asked.sum(), missed.sum(), copy(latencies), copy(scores));
  }

  private static long[] copy(AtomicLongArray counts) {
    return LongStream.range(0, counts.length()).map(i -> counts.get((int) i)).toArray();
  }
}
