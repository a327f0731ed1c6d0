package reco.node.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.model.decision.Decision;
import reco.model.decision.Degradation;
import reco.model.decision.Funnel;
import reco.model.decision.Inputs;
import reco.model.decision.Query;
import reco.model.interaction.LogPosition;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Quality;
import reco.model.ranking.HeadScores;
import reco.model.user.UserState;
import reco.node.ranking.RankerActor;
import reco.node.ranking.RankerActor.ScoreReply;
import reco.node.ranking.RankerHealth;
import reco.node.user.Users;

/**
 * One request: the funnel under one deadline. Reads the user beside the sources that need no user,
 * asks the others when the state is there, and has the candidates ranked. Every stage has its
 * budget; one that misses it is done without, and named. At the deadline it answers with what it
 * has; it never fails for a stage's fault. Where the funnel itself throws, popularity stands in.
 */
final class RequestActor {
  private static final Logger LOG = LoggerFactory.getLogger(RequestActor.class);
  private static final UserMissed USER_LATE = new UserMissed(Causes.TIMEOUT);

  sealed interface Command {}

  private record UserRead(Users.Read read) implements Command {}

  private record UserMissed(String cause) implements Command {}

  private record Proposed(int source, Proposal proposal) implements Command {}

  private record SourceMissed(int source, String cause) implements Command {}

  private record Ranked(ScoreReply reply) implements Command {}

  private record RankerLate() implements Command {}

  private record DeadlineReached() implements Command {}

  /**
   * A request on its way.
   *
   * @param pipeline as it runs for this request, at this quality
   * @param deadlineMillis epoch milliseconds, by which the answer must be given
   */
  record Job(
      Query query,
      Pipeline pipeline,
      Quality quality,
      Optional<LogPosition> atLeast,
      long deadlineMillis,
      CompletableFuture<Recommendation> answer) {
    Job {
      pipeline = pipeline.narrowed(quality);
    }
  }

  private final RequestDependencies node;
  private final Job job;
  private final Serving serving;
  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final Proposals proposals;
  private final List<Degradation> degraded = new ArrayList<>();
  private UserState user;
  private final long startedNanos = System.nanoTime();
  private long stageStartedNanos = startedNanos;

  private RequestActor(
      RequestDependencies node,
      Job job,
      ActorContext<Command> context,
      TimerScheduler<Command> timers) {
    this.node = node;
    this.job = job;
    this.serving = node.serving().current();
    this.context = context;
    this.timers = timers;
    this.proposals = new Proposals(job.pipeline());
    if (job.quality() != Quality.FULL) {
      degraded.add(new Degradation("quality", Double.toString(job.quality().share())));
    }
    this.user = UserState.unread(job.query().user());
  }

  static Behavior<Command> create(RequestDependencies node, Job job) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> new RequestActor(node, job, context, timers).start()));
  }

  private Behavior<Command> start() {
    return orFallback(() -> {
      timers.startSingleTimer(new DeadlineReached(), left());
      readUser();
      askSources(false);
      return awaitingUser();
    });
  }

  private void readUser() {
    var budget = userBudget();
    timers.startSingleTimer(USER_LATE, USER_LATE, budget);
    var read = guarded(() -> node.users().read(job.query().user(), job.atLeast(), budget));
    context.pipeToSelf(
        read,
        (state, failure) ->
            failure == null ? new UserRead(state) : new UserMissed(cause("user", failure)));
  }

  /**
   * The pipeline's; for a caller that waits for a position, all that the stages after it can spare.
   */
  private Duration userBudget() {
    var budget = job.pipeline().userBudget();
    if (job.atLeast().isEmpty()) {
      return budget;
    }
    var spare = left().minus(job.pipeline().budgetAfterUser());
    return spare.compareTo(budget) > 0 ? spare : budget;
  }

  /** The user's state is not there yet. */
  private Behavior<Command> awaitingUser() {
    return phase(command ->
        switch (command) {
          case UserRead(var read) -> {
            node.metrics().stage("user", startedNanos);
            if (read.stale()) {
              degraded.add(new Degradation("user", "stale"));
            }
            user = read.state();
            yield withUser();
          }
          case UserMissed(var cause) -> withoutUser(cause);
          case Proposed(int source, var proposal) -> {
            accept(source, proposal);
            yield Behaviors.same();
          }
          case SourceMissed(int source, var cause) -> {
            degraded.addAll(proposals.miss(source, cause));
            yield Behaviors.same();
          }
          case DeadlineReached _ -> {
            degraded.add(new Degradation("user", Causes.TIMEOUT));
            yield decideNow(candidates());
          }
          case Ranked _, RankerLate _ -> Behaviors.unhandled();
        });
  }

  private Behavior<Command> withoutUser(String cause) {
    degraded.add(new Degradation("user", cause));
    return withUser();
  }

  private Behavior<Command> withUser() {
    timers.cancel(USER_LATE);
    stageStartedNanos = System.nanoTime();
    askSources(true);
    return proceed(candidates());
  }

  /** Some sources have not answered. */
  private Behavior<Command> gathering(Candidates candidates) {
    return phase(command ->
        switch (command) {
          case Proposed(int source, var proposal) -> {
            accept(source, proposal);
            yield proceed(candidates);
          }
          case SourceMissed(int source, var cause) -> {
            degraded.addAll(proposals.miss(source, cause));
            yield proceed(candidates);
          }
          case DeadlineReached _ -> decideNow(candidates);
          case UserRead _, UserMissed _ -> Behaviors.same(); // too late to count
          case Ranked _, RankerLate _ -> Behaviors.unhandled();
        });
  }

  private Behavior<Command> proceed(Candidates candidates) {
    return proposals.areComplete() ? rank(candidates) : gathering(candidates);
  }

  private Behavior<Command> rank(Candidates candidates) {
    var prepared = prepare(candidates);
    if (prepared.kept().length == 0) {
      return answerWithoutCandidates(candidates);
    }
    var stage = job.pipeline().ranker();
    if (!stage.isModel()) {
      return answer(prepared, Optional.empty());
    }
    var live = serving.rankerOf(job.query().user());
    if (live.isEmpty()) {
      return answerUnranked(prepared, "no model");
    }
    var budget = min(stage.budget(), left());
    stageStartedNanos = System.nanoTime();
    timers.startSingleTimer(new RankerLate(), budget);
    live.get()
        .actor()
        .tell(
            new RankerActor.Score(
                prepared.features(),
                node.clock().millis() + budget.toMillis(),
                context.messageAdapter(ScoreReply.class, Ranked::new)));
    return ranking(prepared, live.get().health());
  }

  /** The ranker has the candidates. */
  private Behavior<Command> ranking(Funnel.Prepared prepared, RankerHealth health) {
    return phase(command ->
        switch (command) {
          case Ranked(RankerActor.Scored(var scores)) ->
              scores.areFinite()
                  ? answerRanked(prepared, scores, health)
                  : answerMissed(prepared, "not finite", health);
          case Ranked(RankerActor.Refused(var cause)) -> answerMissed(prepared, cause, health);
          case RankerLate _, DeadlineReached _ -> answerMissed(prepared, Causes.TIMEOUT, health);
          case UserRead _, UserMissed _, Proposed _, SourceMissed _ -> Behaviors.same();
        });
  }

  private Behavior<Command> answerRanked(
      Funnel.Prepared prepared, HeadScores scores, RankerHealth health) {
    long nanos = System.nanoTime() - stageStartedNanos;
    node.metrics().stage("ranker", stageStartedNanos);
    health.ranked(scores, nanos);
    var answered = answer(prepared, Optional.of(scores));
    if (serving.trial().orElse(null) instanceof LiveTrial.Shadow(var share, var observer)
        && share.covers(job.query().requestId())) {
      var parameters = prepared.inputs().parameters();
      observer.scored(job.query(), prepared.features(), scores, parameters, nanos);
    }
    return answered;
  }

  private Behavior<Command> answerMissed(
      Funnel.Prepared prepared, String cause, RankerHealth health) {
    health.missed();
    return answerUnranked(prepared, cause);
  }

  /** The deadline is here: whatever has answered is what there is. */
  private Behavior<Command> decideNow(Candidates candidates) {
    degraded.addAll(proposals.missPending(Causes.TIMEOUT));
    var prepared = prepare(candidates);
    return prepared.kept().length == 0
        ? answerWithoutCandidates(candidates)
        : answerUnranked(prepared, Causes.TIMEOUT);
  }

  private Funnel.Prepared prepare(Candidates candidates) {
    long started = System.nanoTime();
    var prepared = candidates.prepare(proposals.answers(), proposals.query());
    node.metrics().stage("prepare", started);
    return prepared;
  }

  private Behavior<Command> answerUnranked(Funnel.Prepared prepared, String cause) {
    if (job.pipeline().ranker().isModel()) {
      degraded.add(new Degradation("ranker", cause));
    }
    return answer(prepared, Optional.empty());
  }

  private Behavior<Command> answer(Funnel.Prepared prepared, Optional<HeadScores> scores) {
    long started = System.nanoTime();
    var decision = Funnel.decide(prepared, scores);
    node.metrics().stage("decide", started);
    var inputs = prepared.inputs();
    return answer(scores.map(heads -> inputs.rankedBy(heads.model())).orElse(inputs), decision);
  }

  private Behavior<Command> answerWithoutCandidates(Candidates candidates) {
    degraded.add(new Degradation("candidates", "none"));
    return answerFallback(candidates);
  }

  private Behavior<Command> answerFallback(Candidates candidates) {
    var fallback = candidates.fallback(node.settings().fallbackCandidates());
    return answer(fallback.inputs(), fallback.decision());
  }

  private Behavior<Command> answer(Inputs inputs, Decision decision) {
    var recommendation =
        new Recommendation(
            job.pipeline(),
            inputs,
            decision,
            inputs.user().watermarks().latest(),
            List.copyOf(degraded));
    node.metrics().answered(recommendation, startedNanos); // before anybody can ask for it
    job.answer().complete(recommendation);
    node.decided().accept(recommendation);
    return Behaviors.stopped();
  }

  private void askSources(boolean dependingOnUser) {
    var sources = job.pipeline().sources();
    for (int i = 0; i < sources.size(); i++) {
      var source = Optional.ofNullable(node.sources().get(sources.get(i).name()));
      if (source.isPresent() && source.get().dependsOnUser() == dependingOnUser) {
        ask(i, source.get());
      } else if (source.isEmpty()) {
        degraded.addAll(proposals.miss(i, "unknown"));
      }
    }
  }

  private void ask(int number, CandidateSource source) {
    var declared = job.pipeline().sources().get(number);
    var request = new SourceRequest(declared, job.query(), serving, user, job.quality());
    var late = new SourceMissed(number, Causes.TIMEOUT);
    timers.startSingleTimer(late, late, declared.budget());
    var proposing = guarded(() -> source.propose(request)).toCompletableFuture();
    if (proposing.isDone() && !proposing.isCompletedExceptionally()) {
      accept(number, proposing.join()); // read from memory: no need of a message
      return;
    }
    context.pipeToSelf(
        proposing,
        (proposal, failure) ->
            failure == null
                ? new Proposed(number, proposal)
                : new SourceMissed(number, cause(declared.name(), failure)));
  }

  private void accept(int source, Proposal proposal) {
    if (proposals.isPending(source)) {
      timers.cancel(new SourceMissed(source, Causes.TIMEOUT));
      node.metrics().stage(job.pipeline().sources().get(source).name(), stageStartedNanos);
    }
    degraded.addAll(proposals.accept(source, proposal));
  }

  /** With what is known of the user by now. */
  private Candidates candidates() {
    return new Candidates(job.pipeline(), job.query(), serving, user);
  }

  private Duration left() {
    var left = Duration.ofMillis(job.deadlineMillis() - node.clock().millis());
    var usable = left.minus(min(node.settings().answerReserve(), left.dividedBy(2)));
    return usable.isPositive() ? usable : Duration.ZERO;
  }

  private static <T> CompletionStage<T> guarded(Supplier<CompletionStage<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private String cause(String stage, Throwable failure) {
    var cause = Causes.of(failure);
    if (cause.equals(Causes.FAILED)) {
      LOG.warn("Request {}: stage {} failed", job.query().requestId(), stage, failure);
    }
    return cause;
  }

  /** A step, or, where it has a fault, what can be said without it. */
  private Behavior<Command> orFallback(Supplier<Behavior<Command>> step) {
    try {
      return step.get();
    } catch (RuntimeException fault) {
      LOG.error("Request {}: the funnel failed", job.query().requestId(), fault);
      degraded.add(new Degradation("funnel", Causes.FAILED));
      return answerFallback(candidates());
    }
  }

  private Behavior<Command> phase(Function<Command, Behavior<Command>> onCommand) {
    return Behaviors.receive(
        (_, command) -> orFallback(() -> onCommand.apply(command)),
        (_, signal) -> {
          if (signal instanceof PostStop) {
            job.answer().completeExceptionally(new CancellationException("request actor stopped"));
          }
          return Behaviors.same();
        });
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
