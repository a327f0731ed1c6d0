package reco.node.ranking;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;
import reco.ranker.ScoringModel;

/**
 * One version of a ranker. Batches requests into forward passes at the model's own pace: it takes
 * what has arrived, up to a row limit, runs one pass, and takes again. An idle ranker starts at
 * once; it never waits for company.
 */
public final class RankerActor {
  /** What the ranker takes. */
  public sealed interface Command {}

  /**
   * Asks for the scores of one request's candidates.
   *
   * @param deadlineMillis epoch milliseconds, after which nobody waits for the answer
   */
  public record Score(FeatureMatrix features, long deadlineMillis, ActorRef<ScoreReply> replyTo)
      implements Command {}

  /** Ends the actor after the pass under way, and closes its model. */
  public record Stop() implements Command {}

  /** Answers {@link Score}. */
  public sealed interface ScoreReply {}

  /** A probability a head and row. */
  public record Scored(HeadScores scores) implements ScoreReply {}

  /**
   * @param cause {@code queue full}, {@code expired}, {@code failed} or {@code stopped}
   */
  public record Refused(String cause) implements ScoreReply {}

  private record Passed(List<Score> batch, List<HeadScores> scores) implements Command {}

  private record PassFailed(List<Score> batch, Throwable cause) implements Command {}

  private final ActorContext<Command> context;
  private final RankerSettings settings;
  private final Executor executor;
  private final InstantSource clock;
  private final RankerMetrics metrics;

  private final ArrayDeque<Score> queue = new ArrayDeque<>();
  private boolean isStopping;
  private final ScoringModel model;

  private RankerActor(
      ActorContext<Command> context,
      ScoringModel model,
      RankerSettings settings,
      Executor executor,
      InstantSource clock,
      RankerMetrics metrics) {
    this.context = context;
    this.model = model;
    this.settings = settings;
    this.executor = executor;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * @param executor runs the forward passes, one at a time
   */
  public static Behavior<Command> create(
      ScoringModel model,
      RankerSettings settings,
      Executor executor,
      InstantSource clock,
      RankerMetrics metrics) {
    return Behaviors.setup(
        context -> new RankerActor(context, model, settings, executor, clock, metrics).idle());
  }

  private Behavior<Command> idle() {
    return Behaviors.receiveMessage(command ->
        switch (command) {
          case Score score -> {
            enqueue(score);
            yield pass();
          }
          case Stop _ -> stopped();
          case Passed _, PassFailed _ -> Behaviors.unhandled();
        });
  }

  private Behavior<Command> passing() {
    return Behaviors.receiveMessage(command ->
        switch (command) {
          case Score score -> {
            enqueue(score);
            yield Behaviors.same();
          }
          case Stop _ -> {
            isStopping = true;
            yield Behaviors.same();
          }
          case Passed(var batch, var scores) -> {
            answer(batch, scores);
            yield pass();
          }
          case PassFailed(var batch, var cause) -> {
            context.getLog().error("A pass over {} requests failed", batch.size(), cause);
            batch.forEach(score -> refuse(score, "failed"));
            yield pass();
          }
        });
  }

  private void enqueue(Score score) {
    if (queue.size() == settings.queuedRequests()) {
      refuse(score, "queue full");
    } else {
      queue.add(score);
      metrics.queued(queue.size());
    }
  }

  /** Starts a pass over what has arrived and is still waited for. */
  private Behavior<Command> pass() {
    if (isStopping) {
      return stopped();
    }
    var batch = takeBatch();
    metrics.queued(queue.size());
    if (batch.isEmpty()) {
      return idle();
    }
    context.pipeToSelf(
        CompletableFuture.supplyAsync(() -> score(batch), executor),
        (scores, failure) ->
            failure == null ? new Passed(batch, scores) : new PassFailed(batch, failure));
    return passing();
  }

  private List<Score> takeBatch() {
    long now = clock.millis();
    var batch = new ArrayList<Score>();
    int rows = 0;
    while (!queue.isEmpty()
        && (batch.isEmpty() || rows + queue.peek().features().rows() <= settings.batchRows())) {
      var next = queue.remove();
      if (now > next.deadlineMillis()) {
        refuse(next, "expired");
      } else {
        batch.add(next);
        rows += next.features().rows();
      }
    }
    return batch;
  }

  private List<HeadScores> score(List<Score> batch) {
    return metrics.pass(batch, () -> model.score(batch.stream().map(Score::features).toList()));
  }

  private static void answer(List<Score> batch, List<HeadScores> scores) {
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).replyTo().tell(new Scored(scores.get(i)));
    }
  }

  private void refuse(Score score, String cause) {
    metrics.refused(cause);
    score.replyTo().tell(new Refused(cause));
  }

  /** Refuses what waits. */
  private Behavior<Command> stopped() {
    queue.forEach(score -> refuse(score, "stopped"));
    queue.clear();
    model.close();
    return Behaviors.stopped();
  }
}
