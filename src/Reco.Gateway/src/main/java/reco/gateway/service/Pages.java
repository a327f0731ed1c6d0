package reco.gateway.service;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reco.model.decision.Decision.Placed;
import reco.model.decision.Versions;
import reco.model.interaction.LogPosition;
import reco.model.item.Item;
import reco.model.item.ItemCatalogue;
import reco.model.slate.Attribution;
import reco.model.slate.Cursor;
import reco.model.slate.LaterPage;
import reco.model.slate.PinnedItem;
import reco.model.slate.Seal;
import reco.model.slate.Viewer;
import reco.node.request.Recommendation;
import reco.v1.Degradation;
import reco.v1.RecommendResponse;
import reco.v1.RecommendedItem;

/** Cuts slates into pages: the first from a decision, every later one from its cursor. */
final class Pages {
  private final ItemCatalogue catalogue;
  private final Seal seal;
  private final Clock clock;
  private final Duration cursorLifetime;

  Pages(ItemCatalogue catalogue, Seal seal, Clock clock, Duration cursorLifetime) {
    this.catalogue = catalogue;
    this.seal = seal;
    this.clock = clock;
    this.cursorLifetime = cursorLifetime;
  }

  /** The first items of a slate that was just decided. */
  RecommendResponse first(Recommendation recommendation, Viewer viewer, int count) {
    List<Placed> slate = recommendation.decision().items();
    List<Placed> served = slate.subList(0, Math.min(count, slate.size()));
    RecommendResponse.Builder page =
        RecommendResponse.newBuilder()
            .setRequestId(recommendation.inputs().query().requestId())
            .setSurface(recommendation.inputs().query().surface())
            .setWatermark(recommendation.watermark().map(LogPosition::text).orElse(""))
            .setVersions(versions(recommendation.inputs().versions()));
    recommendation.degraded().stream().map(Pages::degradation).forEach(page::addDegraded);
    for (int at = 0; at < served.size(); at++) {
      page.addItems(item(recommendation, served.get(at), at));
    }
    if (served.size() < slate.size()) {
      List<PinnedItem> rest =
          slate.subList(served.size(), slate.size()).stream()
              .limit(Cursor.MAX_ITEMS)
              .map(placed -> pinned(recommendation, placed))
              .toList();
      page.setCursor(
          new Cursor(
                  page.getRequestId(),
                  page.getSurface(),
                  viewer,
                  served.size(),
                  clock.millis() + cursorLifetime.toMillis(),
                  rest)
              .close(seal));
    }
    return page.build();
  }

  /** A later page, and what stands on it. */
  record Next(RecommendResponse page, List<LaterPage.Served> served) {}

  /** The next items of a slate; those that may no longer be shown give way to the ones behind. */
  Next next(Cursor cursor, int count) {
    List<LaterPage.Served> served = new ArrayList<>();
    RecommendResponse.Builder page =
        RecommendResponse.newBuilder()
            .setRequestId(cursor.requestId())
            .setSurface(cursor.surface());
    List<PinnedItem> rest = cursor.rest();
    int at = 0;
    for (; at < rest.size() && page.getItemsCount() < count; at++) {
      PinnedItem pinned = rest.get(at);
      int position = cursor.offset() + at;
      Visible.to(cursor.viewer(), catalogue.find(pinned.item()))
          .ifPresent(item -> {
            served.add(new LaterPage.Served(position, item.id().id(), pinned));
            page.addItems(item(cursor, pinned, item, position));
          });
    }
    if (at < rest.size()) {
      page.setCursor(advanced(cursor, at).close(seal));
    }
    return new Next(page.build(), served);
  }

  private static Cursor advanced(Cursor cursor, int by) {
    return new Cursor(
        cursor.requestId(),
        cursor.surface(),
        cursor.viewer(),
        cursor.offset() + by,
        cursor.expiresMillis(),
        cursor.rest().subList(by, cursor.rest().size()));
  }

  private RecommendedItem item(Recommendation recommendation, Placed placed, int position) {
    String requestId = recommendation.inputs().query().requestId();
    RecommendedItem.Builder item =
        RecommendedItem.newBuilder()
            .setItemId(placed.id())
            .setTitle(catalogue.title(placed.item()))
            .setScore(placed.score())
            .setReason(ReasonText.of(placed.reason(), catalogue))
            .setExplored(placed.explored())
            .setAttribution(
                new Attribution(requestId, position, placed.item(), placed.propensity())
                    .close(seal));
    ReasonText.anchor(placed.reason(), catalogue)
        .ifPresent(anchor -> item.setReasonItemId(anchor.id().id()));
    for (int source : placed.sources()) {
      item.addSources(recommendation.pipeline().sources().get(source).name());
    }
    return item.build();
  }

  private RecommendedItem item(Cursor cursor, PinnedItem pinned, Item found, int position) {
    RecommendedItem.Builder item =
        RecommendedItem.newBuilder()
            .setItemId(found.id().id())
            .setTitle(found.title())
            .setScore(threeDigits(pinned.score()))
            .setReason(ReasonText.of(pinned.reason(), catalogue))
            .setExplored(pinned.explored())
            .setAttribution(
                new Attribution(cursor.requestId(), position, pinned.item(), pinned.propensity())
                    .close(seal));
    ReasonText.anchor(pinned.reason(), catalogue)
        .ifPresent(anchor -> item.setReasonItemId(anchor.id().id()));
    Optional.of(pinned.source()).filter(name -> !name.isEmpty()).ifPresent(item::addSources);
    return item.build();
  }

  private static PinnedItem pinned(Recommendation recommendation, Placed placed) {
    int[] sources = placed.sources();
    String source =
        sources.length == 0 ? "" : recommendation.pipeline().sources().get(sources[0]).name();
    return new PinnedItem(
        placed.item(),
        (float) placed.score(),
        placed.propensity(),
        placed.explored(),
        source,
        placed.reason());
  }

  /** As many as half precision has. */
  private static double threeDigits(float score) {
    return Math.round(score * 1_000.0) / 1_000.0;
  }

  private static Degradation degradation(reco.model.decision.Degradation degraded) {
    return Degradation.newBuilder().setStage(degraded.stage()).setCause(degraded.cause()).build();
  }

  private static reco.v1.Versions versions(Versions versions) {
    return reco.v1.Versions.newBuilder()
        .setRanker(versions.ranker())
        .setRetrieval(versions.retrieval())
        .setCatalogue(versions.catalogue())
        .setPipeline(versions.pipeline())
        .setParameters(versions.parameters())
        .setFeatureSpec(versions.featureSpec())
        .build();
  }
}
