package reco.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.Props;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reco.admin.v1.ActorRow;
import reco.admin.v1.ChangeNodesRequest;
import reco.admin.v1.InfoQuestion;
import reco.admin.v1.MemberRow;
import reco.admin.v1.NodeAnswer;
import reco.admin.v1.NodeInfo;
import reco.admin.v1.NodeQuestion;
import reco.admin.v1.ShardRow;
import reco.admin.v1.ShardsQuestion;
import reco.internal.v1.AskNode;
import reco.internal.v1.DecisionTrace;
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
import reco.model.pipeline.Stages;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;
import reco.model.retrieval.RetrievalModel;
import reco.model.slate.LaterPage;
import reco.model.user.UserState;
import reco.node.log.DecisionLog;
import reco.node.operator.ActorTree;
import reco.node.operator.NodeOperations;
import reco.node.operator.OperatedCluster;
import reco.node.operator.OperatorActor;
import reco.node.operator.ShardCensus;
import reco.node.request.Recommendation;
import reco.node.user.ShardedUsers;
import reco.node.user.UserStateStore;
import reco.ranker.ScoringModel;

/** Nodes put together: real actor systems, clusters of one and of two. */
class NodeTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long LINEAGE = 1;

  private final MemoryStore store = new MemoryStore();
  private final List<Recommendation> decided = new CopyOnWriteArrayList<>();
  private final ItemCatalogue catalogue = new ItemCatalogue();
  private final List<NodeSystem> systems = new ArrayList<>();

  @AfterEach
  void stopAll() {
    systems.reversed().forEach(NodeSystem::close);
  }

  @Test
  void aNodeOfItsOwnObservesReadsAndRecommends() {
    var node = node(system(""));
    fillCatalogue(node, new Diagonal("retrieval@v1"));
    node.serve(new Halves());

    var user = UserId.of("ada");
    assertThat(
            join(node.users().observe(user, List.of(click(user, 1)), LINEAGE, TIMEOUT)).revision())
        .isEqualTo(1);
    var recommendation = recommend(node, user);

    assertThat(recommendation.degraded()).isEmpty();
    assertThat(recommendation.decision().rung()).isEqualTo(Rung.RANKED);
    assertThat(recommendation.decision().items()).hasSizeGreaterThan(20);
    assertThat(recommendation.watermark()).contains(position(1));
    assertThat(recommendation.inputs().versions().retrieval()).isEqualTo("retrieval@v1");
    assertThat(recommendation.inputs().answers().getFirst().items())
        .as("the vector nearest to that of the item clicked is its own")
        .startsWith(ItemId.of("item-1").key());
    await().until(() -> decided.size() == 1);
  }

  @Test
  void aNewRetrievalModelServesWithItsOwnVectors() {
    var node = node(system(""));
    fillCatalogue(node, new Diagonal("retrieval@v1"));

    fillCatalogue(node, new Diagonal("retrieval@v2"));

    var recommendation = recommend(node, UserId.of("ada"));
    assertThat(recommendation.inputs().versions().retrieval()).isEqualTo("retrieval@v2");
    assertThat(recommendation.degraded())
        .noneMatch(degradation -> degradation.stage().equals("two-tower"));
  }

  @Test
  void usersWhoTookTheSameAreComparedAsSoonAsTheyAreSaved() {
    var node = node(system(""));
    fillCatalogue(node, new Diagonal("retrieval@v1"));
    var ada = UserId.of("ada");
    var ben = UserId.of("ben");
    join(node.users().observe(ada, List.of(click(ada, 1), click(ada, 2)), LINEAGE, TIMEOUT));
    join(node.users().observe(ben, List.of(click(ben, 1)), LINEAGE, TIMEOUT));

    var recommendation = recommend(node, ben);

    assertThat(recommendation.inputs().answers())
        .filteredOn(answer -> answer.source().equals(Stages.USER_NEIGHBOURS))
        .singleElement()
        .satisfies(answer -> {
          assertThat(answer.items()).containsExactly(ItemId.of("item-2").key());
          assertThat(answer.anchors()).containsExactly(ItemId.of("item-1").key());
        });
  }

  @Test
  void warmsUpWithoutALog() {
    var node = node(system(""));
    fillCatalogue(node, new Diagonal("retrieval@v1"));
    node.serve(new Halves());

    assertThat(node.warmUp(40)).isEqualTo(40);

    assertThat(decided).isEmpty();
  }

  @Test
  void anIdleUserLeavesMemoryAndComesBack() {
    var node = node(system("reco.node.user.passivate-after = 200 ms"));
    var user = UserId.of("ada");
    join(node.users().observe(user, List.of(click(user, 1)), LINEAGE, TIMEOUT));
    assertThat(node.activeUsers()).isEqualTo(1);

    await().until(() -> node.activeUsers() == 0);

    var read = join(node.users().read(user, Optional.of(position(1)), TIMEOUT));
    assertThat(read.stale()).isFalse();
    assertThat(read.state().interactions()).isEqualTo(1);
  }

  @Test
  void usersSpreadOverTheNodesOfAClusterAndAreReachedFromEach() {
    var first = system("");
    var second = system(joining(first));
    var here = node(first);
    var there = node(second);
    var users = IntStream.range(0, 60).mapToObj(i -> UserId.of("user-" + i)).toList();

    for (var user : users) {
      join(here.users().observe(user, List.of(click(user, 1)), LINEAGE, TIMEOUT));
    }

    for (var user : users) {
      var read = join(there.users().read(user, Optional.of(position(1)), TIMEOUT));
      assertThat(read.state()).isEqualTo(store.states.get(user));
    }
    assertThat(here.activeUsers()).isPositive();
    assertThat(there.activeUsers()).isPositive();
    assertThat(here.activeUsers() + there.activeUsers()).isEqualTo(users.size());
  }

  @Test
  void aNodeWithoutTheRoleReachesUsersAndHoldsNone() {
    var holder = system("reco.node.roles = [node]");
    var gateway = system(joining(holder) + "\nreco.node.roles = [gateway]");
    var here = node(holder);
    var there = node(gateway);
    var users = IntStream.range(0, 20).mapToObj(i -> UserId.of("user-" + i)).toList();

    for (var user : users) {
      join(there.users().observe(user, List.of(click(user, 1)), LINEAGE, TIMEOUT));
    }

    assertThat(here.activeUsers()).isEqualTo(users.size());
    assertThat(there.activeUsers()).isZero();
  }

  @Test
  void aNodeThatLeavesEndsItsServiceFirstAndHandsItsUsersOver() {
    var first = system("");
    var second = system(joining(first));
    var here = node(first);
    node(second);
    var users = IntStream.range(0, 20).mapToObj(i -> UserId.of("user-" + i)).toList();
    users.forEach(
        user -> join(here.users().observe(user, List.of(click(user, 1)), LINEAGE, TIMEOUT)));
    var members = new AtomicInteger();
    second.beforeLeaving(
        () -> members.set(new OperatedCluster(first.actorSystem()).view().getMembersCount()));

    second.leave();

    assertThat(second.ended().join()).isEqualTo(NodeEnd.LEFT);
    assertThat(members).hasValue(2);
    for (var user : users) {
      assertThat(join(here.users().read(user, Optional.of(position(1)), TIMEOUT)).stale())
          .isFalse();
    }
    assertThat(here.activeUsers()).isEqualTo(users.size());
  }

  @Test
  void theOperatorOfOneNodeAsksAll() {
    var first = system("");
    var second = system(joining(first));
    for (var system : List.of(first, second)) {
      var operator = OperatorActor.create(system.name(), new OwnName(system));
      system.spawn(operator, "operator", Props.empty());
    }
    var cluster = new OperatedCluster(first.actorSystem());
    var question =
        AskNode.newBuilder()
            .setQuestion(NodeQuestion.newBuilder().setInfo(InfoQuestion.getDefaultInstance()))
            .build();

    await()
        .untilAsserted(() ->
            assertThat(join(cluster.ask(question, List.of())))
                .extracting(answer -> answer.getInfo().getBuild())
                .containsExactlyInAnyOrder(first.name(), second.name()));
    assertThat(join(cluster.ask(question, List.of("127.0.0.1:1"))))
        .singleElement()
        .satisfies(
            answer -> assertThat(answer.getFailure()).isEqualTo("not a member that answers"));
    var view = cluster.view();
    assertThat(view.getSelf()).isEqualTo(first.name());
    assertThat(view.getMembersList())
        .extracting(MemberRow::getNode)
        .containsExactlyInAnyOrder(first.name(), second.name());
    assertThat(view.getMembersList()).allMatch(MemberRow::getReachable);
    assertThat(view.getMembersList()).filteredOn(MemberRow::getOldest).hasSize(1);
  }

  @Test
  void theShardsAndActorsOfANodeAreCountedWithinBounds() {
    var system = system("");
    var node = node(system);
    var users = IntStream.range(0, 20).mapToObj(i -> UserId.of("user-" + i)).toList();
    users.forEach(
        user -> join(node.users().observe(user, List.of(click(user, 1)), LINEAGE, TIMEOUT)));
    var census = new ShardCensus(system.actorSystem());
    var key = users.getFirst().key();

    var all = join(census.count(ShardsQuestion.newBuilder().setShard(-1).build()));
    var one = join(census.count(ShardsQuestion.newBuilder().setUserId(key).build()));

    assertThat(all.getRowsList()).extracting(ShardRow::getUsers).isNotEmpty();
    assertThat(all.getRowsList().stream().mapToInt(ShardRow::getUsers).sum())
        .isEqualTo(users.size());
    assertThat(one.getRowsList())
        .singleElement()
        .satisfies(row -> {
          assertThat(row.getShard()).isEqualTo(ShardedUsers.shardOf(key));
          assertThat(row.getUserIdsList()).containsExactly(key);
        });
    var actors = new ActorTree(system.actorSystem());
    assertThat(actors.below("/user", 2, 100).getRowsList())
        .extracting(ActorRow::getPath)
        .contains("/user", "/user/requests");
    assertThat(actors.below("", 10, 5).getRowsList()).hasSize(5);
    assertThat(actors.below("", 10, 5).getMore()).isTrue();
  }

  /** Says a node's name as its build. */
  private record OwnName(NodeSystem system) implements NodeOperations {
    @Override
    public CompletionStage<NodeAnswer> answer(NodeQuestion question) {
      return CompletableFuture.completedFuture(
          NodeAnswer.newBuilder().setInfo(NodeInfo.newBuilder().setBuild(system.name())).build());
    }

    @Override
    public CompletionStage<NodeAnswer> change(ChangeNodesRequest change) {
      throw new UnsupportedOperationException();
    }
  }

  private static String joining(NodeSystem seed) {
    return "reco.node.seed-nodes = [\"pekko://reco@%s\"]".formatted(seed.name());
  }

  private NodeSystem system(String settings) {
    var system = NodeSystem.start(NodeConfig.load(config(settings)));
    systems.add(system);
    return system;
  }

  private Node node(NodeSystem system) {
    return Node.start(
        system,
        new NodeParts(
            catalogue,
            new ItemStatistics(),
            store,
            new Log(decided),
            InstantSource.system(),
            new SimpleMeterRegistry()));
  }

  private static Config config(String settings) {
    return ConfigFactory.parseString(settings)
        .withFallback(
            ConfigFactory.parseString(
                """
                pekko.loglevel = WARNING
                reco.pipelines.home {
                  deadline = 5 s
                  user-budget = 1 s
                  sources = [
                    { name = two-tower, quota = 30, budget = 1 s }
                    { name = co-visitation, quota = 30, budget = 1 s }
                    { name = user-neighbours, quota = 30, budget = 1 s }
                    { name = trending, quota = 30, budget = 1 s }
                    { name = popularity, quota = 30, budget = 1 s }
                    { name = new, quota = 30, budget = 1 s }
                  ]
                  filters = [visible, available, licensed, age, not-disliked]
                  ranker = { name = engagement, candidates = 60, budget = 1 s }
                  rerankers = [mmr, category-cap]
                  exploration = epsilon-greedy
                }
                """));
  }

  private void fillCatalogue(Node node, RetrievalModel model) {
    var items = IntStream.range(0, 50).mapToObj(NodeTest::item).toList();
    items.forEach(catalogue::upsert);
    catalogue.useVectors(model.dimension(), model::embed);
    var partitions = node.newPartitions(model);
    items.forEach(item -> partitions.upsert(item.id().key(), model.embed(item)));
    node.serve(model, partitions);
  }

  private static Recommendation recommend(Node node, UserId user) {
    var now = System.currentTimeMillis();
    var query = new Query("r-1", user, "home", 20, "", "", 0, now, 1);
    return join(node.recommender().recommend(query, Optional.empty(), TIMEOUT));
  }

  private static Observation click(UserId user, int number) {
    var item = Subject.of(ItemId.of("item-" + number), "category-1", "creator");
    return new Observation(
        new Interaction(
            user.id() + "-" + number, System.currentTimeMillis(), InteractionType.CLICK, item),
        position(number));
  }

  private static LogPosition position(int offset) {
    return new LogPosition(7, 3, offset);
  }

  private static Item item(int number) {
    return new Item(
        ItemId.of("item-" + number),
        "Item " + number,
        "",
        List.of("category-" + number % 5),
        List.of(),
        "creator",
        1f,
        0.5f,
        1_700_000_000_000L - 1_000L * number,
        Set.of(),
        0,
        "en",
        false,
        false,
        number + 1);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  /** Every item along an axis of its own category; a user is where the newest item is. */
  private record Diagonal(String version) implements RetrievalModel {
    @Override
    public int dimension() {
      return 64;
    }

    @Override
    public float[] embed(Item item) {
      return axis(item.id().key());
    }

    @Override
    public float[] query(UserState user, long lastItem, long nowMillis) {
      return user.history().size() == 0 ? new float[0] : axis(user.history().item(0));
    }

    /** Keys are hashes: their bits make vectors that are far from each other. */
    private static float[] axis(long key) {
      var vector = new float[64];
      for (int i = 0; i < 64; i++) {
        vector[i] = (key >>> i & 1) == 1 ? 0.125f : -0.125f;
      }
      return vector;
    }
  }

  /** Gives every row the probability one half. */
  private static final class Halves implements ScoringModel {
    @Override
    public String version() {
      return "ranker@v1";
    }

    @Override
    public List<String> heads() {
      return List.of("click", "rating4");
    }

    @Override
    public List<HeadScores> score(List<FeatureMatrix> requests) {
      return requests.stream()
          .map(request -> {
            var halves = new float[request.rows()];
            Arrays.fill(halves, 0.5f);
            return new HeadScores(version(), List.of("click", "rating4"), List.of(halves, halves));
          })
          .toList();
    }
  }

  private record Log(List<Recommendation> decided) implements DecisionLog {
    @Override
    public void record(Recommendation recommendation) {
      decided.add(recommendation);
    }

    @Override
    public void record(LaterPage page) {}

    @Override
    public CompletionStage<Optional<DecisionTrace>> find(String requestId) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }

  /** A store in memory, shared by the nodes of a cluster. */
  private static final class MemoryStore implements UserStateStore {
    private final Map<UserId, UserState> states = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Stored> load(UserId user) {
      var state = states.getOrDefault(user, UserState.empty(user));
      return CompletableFuture.completedFuture(new Stored(state, LINEAGE));
    }

    @Override
    public synchronized CompletionStage<SaveResult> compareAndSet(
        long expectedRevision, Stored next) {
      var state = next.state();
      long found = states.getOrDefault(state.user(), UserState.empty(state.user())).revision();
      if (found != expectedRevision) {
        return CompletableFuture.completedFuture(new SaveResult.Conflict(found));
      }
      states.put(state.user(), state);
      return CompletableFuture.completedFuture(new SaveResult.Saved());
    }

    @Override
    public void close() {}
  }
}
