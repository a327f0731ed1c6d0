package reco.node.release;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.model.decision.Query;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;
import reco.model.ranking.Parameters;
import reco.model.ranking.Scoring;
import reco.model.release.ScoreComparison;
import reco.node.request.LiveTrial;
import reco.ranker.ScoringModel;

/**
 * Scores with a candidate what the serving version has scored, on a thread of its own at the lowest
 * priority, and compares. Takes what fits into its queue and drops the rest, counted: an answer
 * never waits for it.
 */
public final class ShadowScorer implements LiveTrial.Observer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShadowScorer.class);
  private static final Duration LAST_PASS = Duration.ofSeconds(5);
  private static final int POLL_MILLIS = 100;

  private record Scored(
      FeatureMatrix features, HeadScores scores, Parameters parameters, long nanos) {}

  private final ScoringModel candidate;
  private final BlockingQueue<Scored> queue;
  private final ShadowReport.Sums sums = new ShadowReport.Sums();
  private final LongAdder dropped = new LongAdder();
  private final MeterRegistry meters;
  private final Thread thread;
  private volatile boolean closing;

  // A lower priority is a wish, not what correctness rests on.
  @SuppressWarnings("ThreadPriorityCheck")
  private ShadowScorer(ScoringModel candidate, int queuedRequests, MeterRegistry meters) {
    this.candidate = candidate;
    this.queue = new ArrayBlockingQueue<>(queuedRequests);
    this.meters = meters;
    this.thread =
        Thread.ofPlatform()
            .name("shadow-" + candidate.version())
            .priority(Thread.MIN_PRIORITY)
            .daemon()
            .unstarted(this::run);
  }

  /**
   * Starts its thread.
   *
   * @param candidate closed with this
   * @param queuedRequests most requests that wait to be scored
   */
  public static ShadowScorer start(
      ScoringModel candidate, int queuedRequests, MeterRegistry meters) {
    var scorer = new ShadowScorer(candidate, queuedRequests, meters);
    scorer.thread.start();
    return scorer;
  }

  @Override
  public void scored(
      Query query, FeatureMatrix features, HeadScores scores, Parameters parameters, long nanos) {
    if (closing || !queue.offer(new Scored(features, scores, parameters, nanos))) {
      dropped.increment();
      meters.counter("reco.shadow.dropped").increment();
    }
  }

  public ShadowReport report() {
    return sums.report(dropped.sum());
  }

  private void run() {
    try {
      while (!closing) {
        Scored next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
          compare(next);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      candidate.close();
    }
  }

  private void compare(Scored scored) {
    try {
      long started = System.nanoTime();
      HeadScores other = candidate.score(List.of(scored.features())).getFirst();
      long nanos = System.nanoTime() - started;
      int rows = scored.features().rows();
      if (!other.areFinite()) {
        throw new IllegalStateException(candidate.version() + ": scores are not finite");
      }
      sums.add(
          new ShadowReport.Compared(
              ScoreComparison.of(
                  Scoring.scores(scored.scores(), scored.parameters(), rows),
                  Scoring.scores(other, scored.parameters(), rows)),
              scored.nanos(),
              nanos));
      meters.counter("reco.shadow.compared").increment();
      report()
          .figures()
          .forEach(figure -> meters.summary("reco.shadow." + figure.name()).record(figure.value()));
    } catch (RuntimeException e) {
      sums.addFailed();
      meters.counter("reco.shadow.failed").increment();
      LOG.warn("{} could not score in the shadow", candidate.version(), e);
    }
  }

  /** Ends after the pass under way and closes the candidate. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!thread.join(LAST_PASS)) {
        LOG.warn("{} is still in its last pass", candidate.version());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
