package reco.node.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.Props;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reco.model.decision.Degradation;
import reco.model.decision.Query;
import reco.model.decision.Rung;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.Subject;
import reco.model.item.Item;
import reco.model.item.ItemCatalogue;
import reco.model.item.ItemStatistics;
import reco.model.pipeline.Pipelines;
import reco.model.pipeline.SourceAnswer;
import reco.model.pipeline.Stages;
import reco.model.ranking.HeadScores;
import reco.model.release.Trial;
import reco.model.user.UserState;
import reco.node.query.QueryVector;
import reco.node.ranking.RankerActor;
import reco.node.user.UserUnavailableException;
import reco.node.user.Users;

/** One request and what it does without: every stage late, refused or failed. */
class RequestActorTest {
  private static final UserId USER = UserId.of("ada");
  private static final long NOW = 1_700_000_000_000L;
  private static final LogPosition POSITION = new LogPosition(7, 3, 42);

  private static final int FULL_QUALITY_UP_TO = 16;

  /** Of them {@code item-0} is hidden. */
  private static final int ITEMS = 40;

  private static final Pipelines PIPELINES =
      Pipelines.load(
          ConfigFactory.parseString(
              """
              reco.pipelines.home {
                deadline = 100 ms
                user-budget = 15 ms
                sources = [
                  { name = two-tower, quota = 20, budget = 20 ms }
                  { name = popularity, quota = 10, budget = 5 ms }
                ]
                filters = [visible, available, licensed, age, unseen, not-disliked]
                ranker = { name = engagement, candidates = 30, budget = 40 ms }
                rerankers = []
                exploration = none
              }
              """));

  private static ActorTestKit kit;
  private static ManualTime time;

  private final InstantSource clock = () -> Instant.ofEpochMilli(NOW);
  private final ItemCatalogue catalogue = new ItemCatalogue();
  private final ServingState serving = new ServingState(catalogue, new ItemStatistics(), PIPELINES);
  private final ManualUsers users = new ManualUsers();
  private final ManualSource twoTower = new ManualSource(true);
  private final ManualSource popularity = new ManualSource(false);
  private final TestProbe<RankerActor.Command> ranker = kit.createTestProbe();
  private final BlockingQueue<Recommendation> decided = new LinkedBlockingQueue<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RequestMetrics metrics = new RequestMetrics(meters, () -> 100);

  @BeforeAll
  static void startKit() {
    kit = ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load()));
    time = ManualTime.get(kit.system());
  }

  @AfterAll
  static void stopKit() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void fillCatalogue() {
    IntStream.range(0, ITEMS).forEach(i -> catalogue.upsert(item(i)));
    serving.replace(new LiveRanker("ranker@v1", ranker.ref()));
  }

  @Test
  void ranksWhatAllSourcesProposedByTheRankersScores() {
    var answer = recommend();
    popularity.propose(1, 2);
    users.answer(state(), false);
    twoTower.propose(3, 4);

    scoreAscending();

    var recommendation = get(answer);
    assertThat(recommendation.degraded()).isEmpty();
    assertThat(recommendation.decision().rung()).isEqualTo(Rung.RANKED);
    assertThat(recommendation.decision().candidates()).isEqualTo(4);
    assertThat(recommendation.inputs().versions().ranker()).isEqualTo("ranker@v1");
    assertThat(recommendation.inputs().user()).isEqualTo(state());
    assertThat(recommendation.watermark()).contains(POSITION);
    assertThat(poll(decided)).isEqualTo(recommendation);
  }

  /** TR-4: a canary's users are ranked by it, and what it misses is counted as its own. */
  @Test
  void aUserOfTheCanaryIsRankedByTheCanary() {
    var before = serving.current().ranker().orElseThrow();
    var canary = new LiveRanker("ranker@v2", ranker.ref());
    serving.replace(
        before, Optional.of(new LiveTrial.Canary("ranker", new Trial.Canary(2, 1), canary)));
    var answer = recommend();
    popularity.propose(1, 2);
    users.answer(state(), false);
    twoTower.propose(3, 4);
    ranker
        .expectMessageClass(RankerActor.Score.class)
        .replyTo()
        .tell(new RankerActor.Refused("failed"));

    assertThat(get(answer).degraded()).containsExactly(new Degradation("ranker", "failed"));
    assertThat(canary.health().now().missed()).isEqualTo(1);
    assertThat(before.health().now().asked()).isZero();
  }

  /** TR-5: a shadow is told what was ranked, after the answer. */
  @Test
  void aShadowIsToldWhatWasRanked() {
    var told = new LinkedBlockingQueue<HeadScores>();
    var live = serving.current().ranker().orElseThrow();
    serving.replace(
        live,
        Optional.of(
            new LiveTrial.Shadow(
                new Trial.Shadow(2, 1), (_, _, scores, _, _) -> told.add(scores))));
    var answer = recommend();
    popularity.propose(1, 2);
    users.answer(state(), false);
    twoTower.propose(3, 4);

    scoreAscending();

    assertThat(get(answer).inputs().versions().ranker()).isEqualTo("ranker@v1");
    assertThat(poll(told).probabilities().getFirst()).hasSize(4);
    assertThat(live.health().now().asked()).isEqualTo(1);
  }

  @Test
  void asksTheSourcesThatNeedNoUserBesideTheUsersState() {
    recommend();

    assertThat(popularity.take().user()).isEqualTo(UserState.unread(USER));
    assertThat(twoTower.requests).isEmpty();
    users.answer(state(), false);
    assertThat(twoTower.take().user()).isEqualTo(state());
  }

  @Test
  void doesWithoutASourceThatMissesItsBudget() {
    var answer = recommend();
    popularity.propose(1, 2);
    users.answer(state(), false);
    twoTower.take();

    time.timePasses(Duration.ofMillis(20));
    scoreAscending();

    var recommendation = get(answer);
    assertThat(recommendation.degraded()).containsExactly(new Degradation("two-tower", "timeout"));
    assertThat(recommendation.decision().items()).hasSize(2);
    assertThat(recommendation.inputs().answers().getFirst().missing()).isEqualTo("timeout");
    assertThat(meters.counter("reco.degraded", "stage", "two-tower", "cause", "timeout").count())
        .isEqualTo(1);
  }

  @Test
  void dropsAProposalThatComesAfterItsBudget() {
    var answer = recommend();
    users.answer(state(), false);
    twoTower.propose(3, 4);
    var late = popularity.takeReply();

    time.timePasses(Duration.ofMillis(5));
    var score = ranker.expectMessageClass(RankerActor.Score.class);
    late.complete(proposal(Stages.POPULARITY, 1, 2));
    score.replyTo().tell(new RankerActor.Scored(ascending(score.features().rows())));

    assertThat(get(answer).decision().candidates()).isEqualTo(2);
  }

  @Test
  void doesWithoutASourceThatFails() {
    var answer = recommend();
    popularity.propose(1);
    users.answer(state(), false);
    twoTower.takeReply().completeExceptionally(new IllegalStateException("as the test wants"));

    scoreAscending();

    assertThat(get(answer).degraded()).containsExactly(new Degradation("two-tower", "failed"));
  }

  @Test
  void namesWhatASourceLacksThatAnsweredInPart() {
    var answer = recommend();
    popularity.propose(1);
    users.answer(state(), false);
    twoTower
        .takeReply()
        .complete(
            new Proposal(
                proposal(Stages.TWO_TOWER, 3).answer(),
                List.of("partition 1 timeout"),
                Optional.empty()));

    scoreAscending();

    assertThat(get(answer).degraded())
        .containsExactly(new Degradation("two-tower", "partition 1 timeout"));
    assertThat(get(answer).decision().candidates()).isEqualTo(2);
  }

  /** Replay: features are computed from what was searched by, whatever state it was made from. */
  @Test
  void recordsTheVectorThatASourceSearchedBy() {
    var answer = recommend();
    popularity.propose(1);
    users.answer(state(), false);
    var searchedBy = QueryVector.of(new float[] {1, 2}, state().revision() - 1);
    twoTower
        .takeReply()
        .complete(
            new Proposal(
                proposal(Stages.TWO_TOWER, 3).answer(), List.of(), Optional.of(searchedBy)));

    scoreAscending();

    assertThat(get(answer).inputs().queryVector()).containsExactly(1, 2);
    assertThat(get(answer).inputs().queryRevision()).isEqualTo(state().revision() - 1);
  }

  @Test
  void goesOnWithoutFeaturesWhereTheUserMissesItsBudget() {
    var answer = recommend();
    popularity.propose(1, 2);
    users.take();

    time.timePasses(Duration.ofMillis(15));
    assertThat(twoTower.take().user()).isEqualTo(UserState.unread(USER));
    time.timePasses(Duration.ofMillis(20));
    scoreAscending();

    assertThat(get(answer).degraded())
        .containsExactly(
            new Degradation("user", "timeout"), new Degradation("two-tower", "timeout"));
    assertThat(get(answer).watermark()).isEmpty();
    assertThat(get(answer).decision().items()).hasSize(2);
  }

  @Test
  void goesOnWithoutFeaturesAtOnceWhereTheUserIsRefused() {
    var answer = recommend();
    popularity.propose(1, 2);
    users.take().completeExceptionally(new UserUnavailableException("store unavailable"));
    twoTower.propose();

    scoreAscending();

    assertThat(get(answer).degraded())
        .containsExactly(new Degradation("user", "store unavailable"));
  }

  /** FL-4. */
  @Test
  void showsOnlyWhatHasNoAgeLimitWhereTheUserMissesItsBudget() {
    catalogue.upsert(item(1, 6));
    catalogue.upsert(item(2, 18));
    var answer = recommend();
    popularity.propose(1, 2, 3);
    users.take();

    time.timePasses(Duration.ofMillis(15));
    twoTower.propose();
    scoreAscending();

    assertThat(ids(get(answer))).containsExactly("item-3");
  }

  /** FL-4. */
  @Test
  void popularityStandsInWithoutAgeLimitsWhereTheUserIsMissing() {
    catalogue.upsert(item(1, 6));
    var answer = recommend();
    popularity.propose();
    users.take().completeExceptionally(new UserUnavailableException("store unavailable"));

    twoTower.propose();

    assertThat(ids(get(answer))).hasSize(ITEMS - 2).doesNotContain("item-0", "item-1");
  }

  /** FL-4. */
  @Test
  void aKnownUserWithoutAStatedAgeIsShownWhatIsNotForAdultsOnly() {
    catalogue.upsert(item(1, 17));
    catalogue.upsert(item(2, 18));
    var answer = recommendFromPopularity(1, 2, 3);

    scoreAscending();

    assertThat(ids(get(answer))).containsExactlyInAnyOrder("item-1", "item-3");
  }

  @Test
  void saysThatAStateIsStale() {
    var answer = recommend();
    popularity.propose(1, 2);
    users.answer(state(), true);
    twoTower.propose();

    scoreAscending();

    assertThat(get(answer).degraded()).containsExactly(new Degradation("user", "stale"));
    assertThat(get(answer).inputs().user()).isEqualTo(state());
  }

  @Test
  void ranksByTheRetrievalScoreWhereTheRankerIsLate() {
    var answer = recommendFromPopularity(5, 4, 3);
    ranker.expectMessageClass(RankerActor.Score.class);

    time.timePasses(Duration.ofMillis(40));

    var recommendation = get(answer);
    assertThat(recommendation.degraded()).containsExactly(new Degradation("ranker", "timeout"));
    assertThat(recommendation.decision().rung()).isEqualTo(Rung.RETRIEVAL);
    assertThat(ids(recommendation)).containsExactly("item-5", "item-4", "item-3");
    assertThat(recommendation.inputs().versions().ranker()).isEqualTo("none");
  }

  @Test
  void ranksByTheRetrievalScoreWhereTheRankerRefuses() {
    var answer = recommendFromPopularity(5, 4);

    ranker
        .expectMessageClass(RankerActor.Score.class)
        .replyTo()
        .tell(new RankerActor.Refused("queue full"));

    assertThat(get(answer).degraded()).containsExactly(new Degradation("ranker", "queue full"));
    assertThat(ids(get(answer))).containsExactly("item-5", "item-4");
  }

  @Test
  void tellsTheRankerWhenNobodyWaitsAnyMore() {
    recommendFromPopularity(1);

    var score = ranker.expectMessageClass(RankerActor.Score.class);

    assertThat(score.deadlineMillis()).isEqualTo(NOW + 40);
  }

  @Test
  void ranksByTheRetrievalScoreWhereNoModelIsLoaded() {
    var untrained = new ServingState(catalogue, new ItemStatistics(), PIPELINES);
    var answer = recommend(untrained, Duration.ofSeconds(1));
    popularity.propose(5, 4);
    users.answer(state(), false);
    twoTower.propose();

    assertThat(get(answer).degraded()).containsExactly(new Degradation("ranker", "no model"));
    assertThat(ids(get(answer))).containsExactly("item-5", "item-4");
  }

  @Test
  void fallsBackToWhatMayBeShownWhereNothingWasProposed() {
    var answer = recommend();
    popularity.propose();
    users.answer(state(), false);

    twoTower.propose();

    var recommendation = get(answer);
    assertThat(recommendation.degraded()).containsExactly(new Degradation("candidates", "none"));
    assertThat(recommendation.decision().rung()).isEqualTo(Rung.POPULARITY);
    assertThat(ids(recommendation)).hasSize(ITEMS - 1).doesNotContain("item-0");
  }

  @Test
  void fallsBackWhereAFilterLeavesNothing() {
    var answer = recommendFromPopularity(0);

    assertThat(get(answer).degraded()).containsExactly(new Degradation("candidates", "none"));
    assertThat(ids(get(answer))).isNotEmpty().doesNotContain("item-0");
  }

  @Test
  void answersInTimeWhereEveryStageIsLate() {
    var answer = recommend(serving, Duration.ofMillis(12));
    users.take();
    popularity.takeReply();
    time.timePasses(Duration.ofMillis(5));
    assertThat(answer).isNotDone();

    time.timePasses(Duration.ofMillis(1)); // 12 ms less the half that is kept back

    var recommendation = get(answer);
    assertThat(recommendation.degraded())
        .containsExactlyInAnyOrder(
            new Degradation("user", "timeout"),
            new Degradation("two-tower", "timeout"),
            new Degradation("popularity", "timeout"),
            new Degradation("candidates", "none"));
    assertThat(ids(recommendation)).hasSize(ITEMS - 1).doesNotContain("item-0");
  }

  @Test
  void narrowsTheFunnelAndSaysSoWhereManyRequestsAreInFlight() {
    for (int others = 0; others < FULL_QUALITY_UP_TO; others++) {
      metrics.started();
    }
    var answer = recommend(serving, Duration.ofSeconds(1), 5);
    assertThat(popularity.take().source().quota()).isEqualTo(5);
    popularity.takeReply().complete(proposal(Stages.POPULARITY, 1, 2));
    users.answer(state(), false);
    twoTower.propose();
    scoreAscending();

    assertThat(get(answer).degraded()).containsExactly(new Degradation("quality", "0.5"));
    assertThat(get(answer).pipeline().ranker().candidates()).isEqualTo(15);
    assertThat(metrics.started())
        .as("in flight after the answer")
        .isEqualTo(FULL_QUALITY_UP_TO + 1);
  }

  @Test
  void answersWithoutTheRankerWhereTheDeadlineComesFirst() {
    var answer = recommend(serving, Duration.ofMillis(40));
    popularity.propose(5, 4);
    users.answer(state(), false);
    twoTower.propose();
    ranker.expectMessageClass(RankerActor.Score.class);

    time.timePasses(Duration.ofMillis(30));

    assertThat(get(answer).degraded()).containsExactly(new Degradation("ranker", "timeout"));
    assertThat(ids(get(answer))).containsExactly("item-5", "item-4");
  }

  @Test
  void doesWithoutASourceThatThrows() {
    popularity.throwing = true;
    var answer = recommend();
    users.answer(state(), false);
    twoTower.propose(3, 4);

    scoreAscending();

    assertThat(get(answer).degraded()).containsExactly(new Degradation("popularity", "failed"));
    assertThat(get(answer).decision().rung()).isEqualTo(Rung.RANKED);
  }

  @Test
  void popularityStandsInWhereTheFunnelThrowsOverWhatASourceProposed() {
    var answer = recommend();
    popularity.propose(1, 2);
    users.answer(state(), false);
    var broken =
        new SourceAnswer(Stages.TWO_TOWER, new long[] {5, 6}, new float[2], new long[1], "");

    LoggingTestKit.error("Request r-1: the funnel failed")
        .withOccurrences(1)
        .expect(
            kit.system(),
            () -> {
              twoTower.takeReply().complete(Proposal.of(broken));
              return get(answer);
            });

    assertThat(get(answer).degraded()).containsExactly(new Degradation("funnel", "failed"));
    assertThat(get(answer).decision().rung()).isEqualTo(Rung.POPULARITY);
    assertThat(get(answer).inputs().user()).isEqualTo(state());
    assertThat(ids(get(answer))).hasSize(ITEMS - 1).doesNotContain("item-0");
    assertThat(meters.counter("reco.degraded", "stage", "funnel", "cause", "failed").count())
        .isEqualTo(1);
  }

  @Test
  void popularityStandsInWhereTheDecisionThrows() {
    var answer = recommendFromPopularity(1, 2, 3);

    ranker
        .expectMessageClass(RankerActor.Score.class)
        .replyTo()
        .tell(new RankerActor.Scored(ascending(2))); // of three rows

    assertThat(get(answer).degraded()).containsExactly(new Degradation("funnel", "failed"));
    assertThat(ids(get(answer))).hasSize(ITEMS - 1);
  }

  @Test
  void popularityStandsInWhereTheFirstStepThrows() {
    popularity.answersNothing = true;

    var answer = recommend();

    assertThat(get(answer).degraded()).containsExactly(new Degradation("funnel", "failed"));
    assertThat(ids(get(answer))).hasSize(ITEMS - 1);
  }

  @Test
  void ranksByTheRetrievalScoreWhereTheRankersScoresAreNotFinite() {
    var answer = recommendFromPopularity(5, 4);
    var scores = ascending(2);
    scores.probabilities().getFirst()[1] = Float.NaN;

    ranker
        .expectMessageClass(RankerActor.Score.class)
        .replyTo()
        .tell(new RankerActor.Scored(scores));

    assertThat(get(answer).degraded()).containsExactly(new Degradation("ranker", "not finite"));
    assertThat(ids(get(answer))).containsExactly("item-5", "item-4");
  }

  private CompletableFuture<Recommendation> recommendFromPopularity(int... items) {
    var answer = recommend();
    popularity.propose(items);
    users.answer(state(), false);
    twoTower.propose();
    return answer;
  }

  private CompletableFuture<Recommendation> recommend() {
    return recommend(serving, Duration.ofSeconds(1));
  }

  private CompletableFuture<Recommendation> recommend(ServingState from, Duration timeout) {
    return recommend(from, timeout, 20);
  }

  private CompletableFuture<Recommendation> recommend(
      ServingState from, Duration timeout, int count) {
    var node =
        new RequestDependencies(
            users,
            from,
            Map.of(Stages.TWO_TOWER, twoTower, Stages.POPULARITY, popularity),
            decided::add,
            new RequestSettings(Duration.ofMillis(10), FULL_QUALITY_UP_TO, 100),
            clock,
            metrics);
    var requests = kit.spawn(PipelineRecommender.requests(node, Props.empty()));
    var query = new Query("r-1", USER, "home", count, "", "", 0, NOW, 1);
    return new PipelineRecommender(node, requests)
        .recommend(query, Optional.empty(), timeout)
        .toCompletableFuture();
  }

  /** The last candidate gets the highest probability. */
  private void scoreAscending() {
    var score = ranker.expectMessageClass(RankerActor.Score.class);
    score.replyTo().tell(new RankerActor.Scored(ascending(score.features().rows())));
  }

  private static HeadScores ascending(int rows) {
    var probabilities = new float[rows];
    for (int row = 0; row < rows; row++) {
      probabilities[row] = (row + 1f) / (rows + 1f);
    }
    return new HeadScores(
        "ranker@v1", List.of("click", "rating4"), List.of(probabilities, probabilities));
  }

  private static Recommendation get(CompletableFuture<Recommendation> answer) {
    return answer.orTimeout(5, TimeUnit.SECONDS).join();
  }

  private static List<String> ids(Recommendation recommendation) {
    return recommendation.decision().items().stream().map(placed -> placed.id()).toList();
  }

  private static UserState state() {
    var event =
        new Interaction(
            "e-1", NOW - 1_000, InteractionType.CLICK, Subject.of(ItemId.of("elsewhere")));
    return UserState.empty(USER).apply(List.of(new Observation(event, POSITION))).withRevision(1);
  }

  private static Item item(int number) {
    return item(number, 0);
  }

  private static Item item(int number, int minAge) {
    return new Item(
        ItemId.of("item-" + number),
        "Item " + number,
        "",
        List.of("category-" + number % 3),
        List.of(),
        "creator",
        1f,
        0.5f,
        NOW - 1_000L * number,
        Set.of(),
        minAge,
        "en",
        number == 0,
        false,
        ITEMS * minAge + number + 1);
  }

  private static Proposal proposal(String source, int... items) {
    var keys = Arrays.stream(items).mapToLong(i -> ItemId.of("item-" + i).key()).toArray();
    var scores = new float[items.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = 1f / (i + 1);
    }
    return Proposal.of(SourceAnswer.of(source, keys, scores));
  }

  /** Users whose states come when the test says so. */
  private static final class ManualUsers implements Users {
    private final BlockingQueue<CompletableFuture<Read>> reads = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<Observed> observe(
        UserId user, List<Observation> group, long lineage, Duration timeout) {
      throw new UnsupportedOperationException("a request observes nothing");
    }

    @Override
    public CompletionStage<Read> read(UserId user, Optional<LogPosition> atLeast, Duration budget) {
      var read = new CompletableFuture<Read>();
      reads.add(read);
      return read;
    }

    CompletableFuture<Read> take() {
      return poll(reads);
    }

    void answer(UserState state, boolean stale) {
      take().complete(new Read(state, stale));
    }
  }

  /** A source that proposes when the test says so. */
  private static final class ManualSource implements CandidateSource {
    private final boolean dependsOnUser;
    private boolean throwing;
    private boolean answersNothing;
    private final BlockingQueue<SourceRequest> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<CompletableFuture<Proposal>> replies = new LinkedBlockingQueue<>();

    ManualSource(boolean dependsOnUser) {
      this.dependsOnUser = dependsOnUser;
    }

    @Override
    public boolean dependsOnUser() {
      return dependsOnUser;
    }

    @Override
    public CompletionStage<Proposal> propose(SourceRequest request) {
      if (throwing) {
        throw new IllegalStateException("as the test wants");
      }
      if (answersNothing) {
        return null;
      }
      var reply = new CompletableFuture<Proposal>();
      requests.add(request);
      replies.add(reply);
      return reply;
    }

    SourceRequest take() {
      return poll(requests);
    }

    CompletableFuture<Proposal> takeReply() {
      return poll(replies);
    }

    void propose(int... items) {
      var request = take();
      takeReply().complete(proposal(request.source().name(), items));
    }
  }

  private static <T> T poll(BlockingQueue<T> queue) {
    try {
      var next = queue.poll(5, TimeUnit.SECONDS);
      assertThat(next).as("asked within 5 s").isNotNull();
      return next;
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
