package reco.node.request;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import reco.model.decision.Query;
import reco.model.interaction.LogPosition;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Quality;

/**
 * Answers each request by an actor of its own, through the pipeline of the request's surface,
 * narrowed where many run at once. How many may is bounded by the gateway's admission.
 */
public final class PipelineRecommender implements Recommender {
  /** Answers a surface that has no pipeline of its own. */
  private static final String STANDARD_SURFACE = "home";

  private final RequestDependencies node;
  private final ActorRef<RequestActor.Job> requests;

  /**
   * @param requests an actor of {@link #requests}
   */
  public PipelineRecommender(RequestDependencies node, ActorRef<RequestActor.Job> requests) {
    this.node = node;
    this.requests = requests;
  }

  /**
   * The parent of the requests' actors.
   *
   * @param props where they run
   */
  public static Behavior<RequestActor.Job> requests(RequestDependencies node, Props props) {
    return Behaviors.receive((context, job) -> {
      context.spawnAnonymous(RequestActor.create(node, job), props);
      return Behaviors.same();
    });
  }

  @Override
  public CompletionStage<Recommendation> recommend(
      Query query, Optional<LogPosition> atLeast, Duration timeout) {
    var pipeline = pipeline(query.surface());
    int inFlight = node.metrics().started();
    var quality =
        Quality.under(inFlight, node.settings().fullQualityUpTo())
            .atLeastFor(query.count(), pipeline.ranker().candidates());
    boolean waits =
        atLeast.isPresent(); // the caller has said for what, and with the timeout how long
    var allowed =
        waits || timeout.compareTo(pipeline.deadline()) < 0 ? timeout : pipeline.deadline();
    var answer = new CompletableFuture<Recommendation>();
    requests.tell(
        new RequestActor.Job(
            query, pipeline, quality, atLeast, node.clock().millis() + allowed.toMillis(), answer));
    return answer.whenComplete((_, _) -> node.metrics().stopped());
  }

  private Pipeline pipeline(String surface) {
    var pipelines = node.serving().current().pipelines();
    return pipelines
        .find(surface)
        .or(() -> pipelines.find(STANDARD_SURFACE))
        .orElseGet(() -> pipelines.all().iterator().next());
  }
}
