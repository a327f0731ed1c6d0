package reco.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import reco.admin.v1.AuditRecord;
import reco.admin.v1.ReplayReport;
import reco.admin.v1.Status;
import reco.gateway.service.Replayer;
import reco.internal.v1.DecisionTrace;
import reco.model.decision.Query;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.UserEvent;
import reco.model.item.Item;
import reco.model.item.ItemCatalogue;
import reco.model.profile.Profile;
import reco.model.ranking.Parameter;
import reco.model.ranking.Parameters;
import reco.model.release.ReleaseDecision;
import reco.model.slate.LaterPage;
import reco.model.user.UserState;
import reco.node.catalogue.LiveCatalogue;
import reco.node.log.CatalogueLog;
import reco.node.log.ControlLog;
import reco.node.log.DecisionLog;
import reco.node.log.InteractionLog;
import reco.node.log.LogUnavailableException;
import reco.node.request.Recommendation;
import reco.node.request.Recommender;
import reco.node.user.Users;

/** A node that keeps in memory what it is told, and answers as the test has set it. */
final class FakeNode {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final long TOPIC = 0xfeedL;
  private static final Profile PROFILE = new Profile("DE", 30, "de", "", 0, List.of());

  /** An appended event and whose it is. */
  record Appended(UserId user, UserEvent event) {}

  final List<Appended> appended = Collections.synchronizedList(new ArrayList<>());
  final List<Query> queries = Collections.synchronizedList(new ArrayList<>());
  final List<Optional<LogPosition>> watermarks = Collections.synchronizedList(new ArrayList<>());
  final Map<String, Double> set = new ConcurrentHashMap<>();
  final Map<String, DecisionTrace> traces = new ConcurrentHashMap<>();
  final AtomicBoolean logIsUp = new AtomicBoolean(true);
  final AtomicBoolean ready = new AtomicBoolean(true);
  final AtomicBoolean follows = new AtomicBoolean(true);

  final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  final LiveCatalogue catalogue = new LiveCatalogue(new ItemCatalogue());
  final Parameters parameters = new Parameters(Map.of());
  final Status status = Status.newBuilder().setNode("n1").setReady(true).setItems(3).build();
  private final AtomicLong offsets = new AtomicLong();

  volatile int slateSize = 50;
  volatile Profile profile = PROFILE;
  volatile boolean isUserUnread;
  volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

  final Recommender recommender = this::recommend;

  final Users users =
      new Users() {
        @Override
        public CompletionStage<Observed> observe(
            UserId user, List<Observation> group, long lineage, Duration timeout) {
          throw new UnsupportedOperationException("the gateway observes through the log");
        }

        @Override
        public CompletionStage<Read> read(
            UserId user, Optional<LogPosition> atLeast, Duration budget) {
          return CompletableFuture.completedFuture(new Read(state(user), false));
        }
      };

  final InteractionLog interactions =
      (user, event) -> {
        if (!logIsUp.get()) {
          return CompletableFuture.failedFuture(
              new LogUnavailableException("down", new IllegalStateException("test")));
        }
        appended.add(new Appended(user, event));
        return CompletableFuture.completedFuture(
            new LogPosition(TOPIC, 3, offsets.incrementAndGet()));
      };

  final CatalogueLog items =
      new CatalogueLog() {
        @Override
        public CompletionStage<Long> upsert(Item item) {
          long version = offsets.incrementAndGet();
          if (follows.get()) {
            follow(version, item.id(), Optional.of(item));
          }
          return CompletableFuture.completedFuture(version);
        }

        @Override
        public CompletionStage<Long> delete(ItemId item) {
          long version = offsets.incrementAndGet();
          follow(version, item, Optional.empty());
          return CompletableFuture.completedFuture(version);
        }
      };

  final Deque<AuditRecord> audits = new ConcurrentLinkedDeque<>();

  final ControlLog control =
      new ControlLog() {
        @Override
        public CompletionStage<Void> set(Parameter parameter, double value) {
          set.put(parameter.parameterName(), value);
          return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> decide(ReleaseDecision decision) {
          throw new UnsupportedOperationException("decided by FakeModels");
        }

        @Override
        public CompletionStage<Void> audit(AuditRecord record) {
          audits.addFirst(record);
          return CompletableFuture.completedFuture(null);
        }
      };

  final FakeModels models = new FakeModels();

  final FakeCluster cluster = new FakeCluster();

  final List<LaterPage> pages = new CopyOnWriteArrayList<>();

  final DecisionLog decisions =
      new DecisionLog() {
        @Override
        public void record(Recommendation recommendation) {}

        @Override
        public void record(LaterPage page) {
          pages.add(page);
        }

        @Override
        public CompletionStage<Optional<DecisionTrace>> find(String requestId) {
          return CompletableFuture.completedFuture(Optional.ofNullable(traces.get(requestId)));
        }
      };

  final Replayer replayer =
      trace ->
          trace.getDecision().getVersions().getRanker().equals("gone")
              ? CompletableFuture.failedFuture(new IllegalStateException("ranker 'gone' is gone"))
              : CompletableFuture.completedFuture(
                  ReplayReport.newBuilder()
                      .setRequestId(trace.getDecision().getRequestId())
                      .setIdentical(true)
                      .build());

  /** As it was made; items stay. */
  void reset() {
    appended.clear();
    queries.clear();
    watermarks.clear();
    set.clear();
    traces.clear();
    pages.clear();
    logIsUp.set(true);
    ready.set(true);
    follows.set(true);
    slateSize = 50;
    profile = PROFILE;
    isUserUnread = false;
    gate = CompletableFuture.completedFuture(null);
  }

  /** Item {@code i0} is the best. */
  void addItems(int count) {
    for (int at = 0; at < count; at++) {
      put(item("i" + at));
    }
  }

  /** As the node that follows the log would. */
  void put(Item item) {
    follow(offsets.incrementAndGet(), item.id(), Optional.of(item));
  }

  void remove(String id) {
    follow(offsets.incrementAndGet(), ItemId.of(id), Optional.empty());
  }

  void follow(long version, ItemId id, Optional<Item> item) {
    catalogue.apply(0, version, id, item.map(present -> withVersion(present, version)));
  }

  static Item item(String id) {
    return new Item(
        ItemId.of(id),
        "Title of " + id,
        "",
        List.of("drama"),
        List.of(),
        "creator-1",
        9.5f,
        0.5f,
        NOW.toEpochMilli(),
        Set.of(),
        0,
        "en",
        false,
        false,
        1);
  }

  static Item withVersion(Item item, long version) {
    return new Item(
        item.id(),
        item.title(),
        item.description(),
        item.categories(),
        item.tags(),
        item.creator(),
        item.price(),
        item.quality(),
        item.publishMillis(),
        item.regions(),
        item.minAge(),
        item.language(),
        item.hidden(),
        item.unavailable(),
        version);
  }

  private UserState state(UserId user) {
    if (isUserUnread) {
      return UserState.unread(user);
    }
    UserState empty = UserState.empty(user);
    return new UserState(
        user,
        7,
        empty.history(),
        empty.session(),
        empty.watched(),
        empty.likes(),
        empty.dislikes(),
        empty.hides(),
        empty.saves(),
        empty.categories(),
        empty.creators(),
        profile,
        empty.watermarks(),
        empty.eventIds(),
        0,
        0);
  }

  private CompletionStage<Recommendation> recommend(
      Query query, Optional<LogPosition> atLeast, Duration timeout) {
    queries.add(query);
    watermarks.add(atLeast);
    return gate.thenApply(
        open -> FakeSlates.recommendation(query, state(query.user()), atLeast, slateSize));
  }
}
