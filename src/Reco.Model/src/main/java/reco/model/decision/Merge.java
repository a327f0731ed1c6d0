package reco.model.decision;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.SourceAnswer;
import reco.model.ranking.Order;

/** The union of the sources' answers: each item once, at the best rank that a source gave it. */
final class Merge {
  private static final long NO_ITEM = 0;

  private final LongStream.Builder keys = LongStream.builder();
  private final DoubleStream.Builder closeness = DoubleStream.builder();

  private Merge() {}

  /**
   * Keys by their best rank relative to the source's quota, ties by the smaller key; at most as
   * many as the ranker takes. Answers beyond the quota, and of sources that the pipeline lacks, are
   * left out.
   */
  static long[] of(Pipeline pipeline, List<SourceAnswer> answers) {
    var merge = new Merge();
    for (var source : pipeline.sources()) {
      for (var answer : answers) {
        if (answer.source().equals(source.name())) {
          merge.add(answer, source.quota());
        }
      }
    }
    return merge.best(pipeline.ranker().candidates());
  }

  private void add(SourceAnswer answer, int quota) {
    int count = Math.min(quota, answer.items().length);
    for (int rank = 0; rank < count; rank++) {
      if (answer.items()[rank] != NO_ITEM) {
        keys.add(answer.items()[rank]);
        closeness.add(-rank / (double) quota);
      }
    }
  }

  private long[] best(int most) {
    var proposed = keys.build().toArray();
    var order = Order.descending(closeness.build().toArray(), proposed);
    return Arrays.stream(order)
        .mapToLong(index -> proposed[index])
        .distinct()
        .limit(most)
        .toArray();
  }
}
