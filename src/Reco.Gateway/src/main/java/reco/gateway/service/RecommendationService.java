package reco.gateway.service;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reco.gateway.admission.Deadline;
import reco.gateway.problem.Problem;
import reco.gateway.problem.Reason;
import reco.gateway.problem.Violation;
import reco.model.decision.FilterRule;
import reco.model.decision.Inputs;
import reco.model.decision.Query;
import reco.model.id.Hashes;
import reco.model.id.UserId;
import reco.model.interaction.LogPosition;
import reco.model.slate.Cursor;
import reco.model.slate.LaterPage;
import reco.model.slate.Seal;
import reco.model.slate.Viewer;
import reco.node.log.DecisionLog;
import reco.node.request.Recommendation;
import reco.node.request.Recommender;
import reco.v1.RecommendRequest;
import reco.v1.RecommendResponse;
import reco.v1.RecommendationsGrpc.RecommendationsImplBase;

/** Slates: the first page is decided by the node, later ones are cut from the cursor. */
public final class RecommendationService extends RecommendationsImplBase {
  private static final int MAX_COUNT = 500;
  private static final int DEFAULT_COUNT = 20;
  private static final int MAX_TIMEOUT_MILLIS = 10_000;
  private static final Duration LEAST = Duration.ofMillis(30);
  private static final String FIRST_PAGE = "0";
  private static final String A_CURSOR = "a cursor that a page of this user and surface answered";

  private final Recommender recommender;
  private final Surfaces surfaces;
  private final Pages pages;
  private final DecisionLog decisions;
  private final Seal seal;
  private final Clock clock;

  RecommendationService(
      Recommender recommender,
      Surfaces surfaces,
      Pages pages,
      DecisionLog decisions,
      Seal seal,
      Clock clock) {
    this.recommender = recommender;
    this.surfaces = surfaces;
    this.pages = pages;
    this.decisions = decisions;
    this.seal = seal;
    this.clock = clock;
  }

  @Override
  public void recommend(RecommendRequest request, StreamObserver<RecommendResponse> caller) {
    Answer.with(caller, () -> recommend(request, ServiceRequestContext.current()));
  }

  private CompletionStage<RecommendResponse> recommend(
      RecommendRequest request, ServiceRequestContext ctx) {
    String surface = surfaces.known(request.getSurface());
    int count =
        request.hasCount()
            ? Fields.within("count", request.getCount(), 1, MAX_COUNT)
            : DEFAULT_COUNT;
    Optional<UserId> user = Fields.userOrSession(request.getUserId(), request.getSessionId());
    Optional<LogPosition> atLeast = Fields.watermark("min_watermark", request.getMinWatermark());
    Duration left = left(request, surface, ctx);
    String cursor = request.getCursor();
    if (cursor.isEmpty() || cursor.equals(FIRST_PAGE)) {
      Query query = query(request, ctx.id().text(), surface, count, user);
      return recommender
          .recommend(query, atLeast, left)
          .thenApply(slate -> pages.first(slate, viewer(user, slate), count));
    }
    return CompletableFuture.completedFuture(next(open(cursor, surface, user), user, count));
  }

  private RecommendResponse next(Cursor cursor, Optional<UserId> user, int count) {
    Pages.Next next = pages.next(cursor, count);
    decisions.record(
        new LaterPage(
            cursor.requestId(),
            user.orElseGet(() -> UserId.ofSession(cursor.requestId())),
            cursor.surface(),
            clock.millis(),
            next.served()));
    return next.page();
  }

  /**
   * What is left of the time that the caller named; where it named none, of the surface's deadline,
   * but never less than an answer from memory takes.
   */
  private Duration left(RecommendRequest request, String surface, ServiceRequestContext ctx) {
    return request.hasTimeoutMs()
        ? Deadline.remaining(
            ctx,
            Duration.ofMillis(
                Fields.within("timeout_ms", request.getTimeoutMs(), 1, MAX_TIMEOUT_MILLIS)))
        : Deadline.remaining(ctx, surfaces.deadline(surface), LEAST);
  }

  private Query query(
      RecommendRequest request,
      String requestId,
      String surface,
      int count,
      Optional<UserId> user) {
    return new Query(
        requestId,
        user.orElseGet(() -> UserId.ofSession(requestId)),
        surface,
        count,
        country(request.getCountry()),
        Fields.text("device", request.getDevice()),
        request.getLastItemId().isEmpty()
            ? 0
            : Fields.item("last_item_id", request.getLastItemId()).key(),
        clock.millis(),
        Query.seed(requestId));
  }

  private static String country(String country) {
    if (!country.isEmpty() && !country.matches("[A-Z]{2}")) {
      throw Problem.invalid("country", country, "two capital letters of ISO 3166-1, like DE")
          .asException();
    }
    return country;
  }

  private Cursor open(String text, String surface, Optional<UserId> user) {
    return switch (Cursor.open(text, seal, clock.millis())) {
      case Cursor.Opened.Valid(Cursor cursor)
          when cursor.surface().equals(surface) && cursor.viewer().user() == userHash(user) ->
          cursor;
      case Cursor.Opened.Valid _, Cursor.Opened.Foreign _ ->
          throw Problem.of(Reason.INVALID_CURSOR, new Violation("cursor", text, A_CURSOR))
              .asException();
      case Cursor.Opened.Expired(long expiredMillis) ->
          throw Problem.of(
                  Reason.CURSOR_EXPIRED,
                  new Violation(
                      "cursor",
                      "expired at " + Instant.ofEpochMilli(expiredMillis),
                      "one that has not expired; ask for the first page again"))
              .asException();
    };
  }

  private static Viewer viewer(Optional<UserId> user, Recommendation slate) {
    Inputs inputs = slate.inputs();
    return new Viewer(userHash(user), inputs.country(), FilterRule.countedAge(inputs.user()));
  }

  private static long userHash(Optional<UserId> user) {
    return user.map(UserId::key).map(Hashes::hash).orElse(0L);
  }
}
