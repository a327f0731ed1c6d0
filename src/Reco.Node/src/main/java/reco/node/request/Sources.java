package reco.node.request;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import reco.model.decision.Query;
import reco.model.item.ItemCatalogue;
import reco.model.item.UserNeighbours;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.SourceAnswer;
import reco.model.pipeline.Stages;
import reco.model.retrieval.RetrievalModel;
import reco.model.user.UserState;
import reco.node.deadline.Budgets;
import reco.node.query.QueryVector;

/** The sources that a pipeline can name. */
public final class Sources {
  /** Items of the history that co-visitation starts from. */
  private static final int ANCHORS = 10;

  private Sources() {}

  /** All sources by name. */
  public static Map<String, CandidateSource> all() {
    return Map.of(
        Stages.TWO_TOWER, new TwoTower(),
        Stages.CO_VISITATION, new Lookup(true, Sources::coVisited),
        Stages.EASE, new Lookup(true, Sources::ease),
        Stages.USER_NEIGHBOURS, new Lookup(true, Sources::takenByNeighbours),
        Stages.TRENDING, new Lookup(false, Sources::trending),
        Stages.TRENDING_REGION, new Lookup(true, Sources::trendingInRegion),
        Stages.TRENDING_CATEGORY, new Lookup(true, Sources::trendingInCategory),
        Stages.POPULARITY, new Lookup(false, Sources::popular),
        Stages.NEW, new Lookup(false, Sources::newest));
  }

  /** Reads what this JVM holds: answers at once. */
  private record Lookup(boolean dependsOnUser, Function<SourceRequest, SourceAnswer> read)
      implements CandidateSource {
    @Override
    public CompletionStage<Proposal> propose(SourceRequest request) {
      return CompletableFuture.completedFuture(Proposal.of(read.apply(request)));
    }
  }

  /** Has the user's query vector made, and searches the index partitions by it. */
  private record TwoTower() implements CandidateSource {
    /** A query may wait for its encoder for one over this of the source's budget. */
    private static final int QUERY_SHARE = 4;

    @Override
    public boolean dependsOnUser() {
      return true;
    }

    @Override
    public CompletionStage<Proposal> propose(SourceRequest request) {
      var name = request.source().name();
      var retrieval = request.serving().retrieval();
      return retrieval.isEmpty()
          ? answered(SourceAnswer.missing(name, "no model"))
          : propose(request, retrieval.get());
    }

    private static CompletionStage<Proposal> propose(SourceRequest request, Retrieval retrieval) {
      long started = System.nanoTime();
      var query = request.query();
      var budget = request.source().budget();
      return retrieval
          .queries()
          .query(
              request.user(),
              query.lastItem(),
              query.instantMillis(),
              request.quality(),
              budget.dividedBy(QUERY_SHARE))
          .thenCompose(vector -> {
            var left = budget.minusNanos(System.nanoTime() - started);
            return left.isPositive()
                ? search(request.source(), retrieval, vector, Budgets.ofCallee(left))
                : answered(SourceAnswer.missing(request.source().name(), Causes.TIMEOUT));
          });
    }

    private static CompletionStage<Proposal> search(
        Pipeline.Source source, Retrieval retrieval, QueryVector vector, Duration budget) {
      var searchedBy = Optional.of(vector);
      if (vector.values().length == 0) { // a user without a history
        var nothing = SourceAnswer.of(source.name(), new long[0], new float[0]);
        return CompletableFuture.completedFuture(new Proposal(nothing, List.of(), searchedBy));
      }
      var gap = Stream.of(vector.gap()).filter(why -> !why.isEmpty());
      return retrieval
          .partitions()
          .scatter(vector.values(), source.quota(), budget)
          .thenApply(gathered ->
              new Proposal(
                  SourceAnswer.of(
                      source.name(), gathered.hits().itemKeys(), gathered.hits().scores()),
                  Stream.concat(gap, gathered.missing().stream()).toList(),
                  searchedBy));
    }

    private static CompletionStage<Proposal> answered(SourceAnswer answer) {
      return CompletableFuture.completedFuture(Proposal.of(answer));
    }
  }

  private static SourceAnswer coVisited(SourceRequest request) {
    return request
        .serving()
        .statistics()
        .coVisited(
            request.source().name(),
            anchors(request.query(), request.user(), ANCHORS),
            request.source().quota());
  }

  private static SourceAnswer ease(SourceRequest request) {
    return request
        .serving()
        .retrieval()
        .map(
            retrieval -> ease(retrieval.model(), request.source(), request.query(), request.user()))
        .orElseGet(() -> SourceAnswer.missing(request.source().name(), "no model"));
  }

  /** What a model's linear part proposes; nothing where it was trained without one. */
  public static SourceAnswer ease(
      RetrievalModel model, Pipeline.Source source, Query query, UserState user) {
    return model
        .ease()
        .map(ease -> ease.answer(source.name(), user, query.lastItem(), source.quota()))
        .orElseGet(() -> SourceAnswer.of(source.name(), new long[0], new float[0]));
  }

  private static SourceAnswer takenByNeighbours(SourceRequest request) {
    return request
        .serving()
        .statistics()
        .neighbours()
        .answer(
            request.source().name(),
            request.user().user(),
            anchors(request.query(), request.user(), UserNeighbours.LAST_ITEMS),
            request.source().quota());
  }

  private static SourceAnswer trending(SourceRequest request) {
    return request
        .serving()
        .statistics()
        .trending(request.source().name(), request.source().quota());
  }

  /** In the country of the request, else of the profile. */
  private static SourceAnswer trendingInRegion(SourceRequest request) {
    String asked = request.query().country();
    String region = asked.isEmpty() ? request.user().profile().country() : asked;
    return request
        .serving()
        .statistics()
        .trendingInRegion(request.source().name(), region, request.source().quota());
  }

  private static SourceAnswer trendingInCategory(SourceRequest request) {
    return request
        .serving()
        .statistics()
        .trendingInCategory(request.source().name(), category(request), request.source().quota());
  }

  /** Of the item that the visitor is at, else the user's favourite; "" where there is none. */
  private static String category(SourceRequest request) {
    String here = request.serving().catalogue().category(request.query().lastItem());
    long now = request.query().instantMillis();
    var categories = request.user().categories();
    return !here.isEmpty()
        ? here
        : categories.names(now).stream()
            .limit(1)
            .filter(category -> categories.affinity(category, now) > 0)
            .findFirst()
            .orElse("");
  }

  private static SourceAnswer popular(SourceRequest request) {
    return request
        .serving()
        .statistics()
        .popular(request.source().name(), request.source().quota());
  }

  private static SourceAnswer newest(SourceRequest request) {
    return newest(
        request.source().name(),
        request.serving().catalogue(),
        request.source().quota(),
        request.query().instantMillis());
  }

  /** The items published last, scored by their rank alone: 1, 1/2, 1/3. */
  static SourceAnswer newest(String name, ItemCatalogue catalogue, int count, long nowMillis) {
    var items = catalogue.newest(count, nowMillis);
    var scores = new float[items.length];
    for (int rank = 0; rank < scores.length; rank++) {
      scores[rank] = 1f / (rank + 1);
    }
    return SourceAnswer.of(name, items, scores);
  }

  /** Where the visitor is now and the last items with positive interactions, newest first. */
  static long[] anchors(Query query, UserState user, int count) {
    var history = user.history();
    var here = LongStream.of(query.lastItem()).filter(item -> item != 0);
    var before =
        IntStream.range(0, history.size())
            .filter(age -> history.strength(age) > 0)
            .mapToLong(history::item);
    return LongStream.concat(here, before).distinct().limit(count).toArray();
  }
}
