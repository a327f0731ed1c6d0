package reco.gateway.service;

import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reco.gateway.problem.Problem;
import reco.gateway.problem.Reason;
import reco.model.id.ItemId;
import reco.node.catalogue.LiveCatalogue;
import reco.node.log.CatalogueLog;
import reco.protocol.ItemCodec;
import reco.v1.DeleteItemRequest;
import reco.v1.DeleteItemResponse;
import reco.v1.GetItemRequest;
import reco.v1.Item;
import reco.v1.ItemsGrpc.ItemsImplBase;

/** The catalogue: writes go to its log, reads come from this node's columns. */
public final class ItemService extends ItemsImplBase {
  private static final Duration MAX_WAIT = Duration.ofSeconds(1);
  private static final long ANY_VERSION = -1;

  private final CatalogueLog log;
  private final LiveCatalogue catalogue;

  ItemService(CatalogueLog log, LiveCatalogue catalogue) {
    this.log = log;
    this.catalogue = catalogue;
  }

  @Override
  public void upsertItem(Item item, StreamObserver<Item> caller) {
    Answer.with(caller, () -> upsert(item));
  }

  @Override
  public void getItem(GetItemRequest request, StreamObserver<Item> caller) {
    Answer.with(caller, () -> get(request));
  }

  @Override
  public void deleteItem(DeleteItemRequest request, StreamObserver<DeleteItemResponse> caller) {
    Answer.with(caller, () -> delete(request));
  }

  private CompletionStage<Item> upsert(Item item) {
    return log.upsert(Decoding.valid(ItemCodec.decode(item)))
        .thenApply(version -> item.toBuilder().setVersion(Long.toString(version)).build());
  }

  private CompletionStage<DeleteItemResponse> delete(DeleteItemRequest request) {
    return log.delete(Fields.item("item_id", request.getItemId()))
        .thenApply(
            version -> DeleteItemResponse.newBuilder().setVersion(Long.toString(version)).build());
  }

  /** Waits for the version asked for, if one is, and answers with what is there then. */
  private CompletionStage<Item> get(GetItemRequest request) {
    ItemId id = Fields.item("item_id", request.getItemId());
    long version = version(request.getMinVersion());
    return version == ANY_VERSION
        ? CompletableFuture.completedStage(found(id, version))
        : catalogue.reached(id, version, MAX_WAIT).thenApply(_ -> found(id, version));
  }

  private Item found(ItemId id, long version) {
    Optional<reco.model.item.Item> item = catalogue.items().find(id.key());
    return item.filter(present -> present.version() >= version)
        .map(ItemCodec::encode)
        .orElseThrow(() -> missing(id.id(), version, item).asException());
  }

  private static Problem missing(String id, long version, Optional<reco.model.item.Item> item) {
    return item.map(present ->
            Problem.of(
                Reason.DEADLINE_EXCEEDED,
                "item '%s' is at version %d here, version %d has not arrived within %d ms"
                    .formatted(id, present.version(), version, MAX_WAIT.toMillis())))
        .orElseGet(
            () -> Problem.of(Reason.UNKNOWN_ITEM, "no item '%s' in the catalogue".formatted(id)));
  }

  private static long version(String text) {
    if (text.isEmpty()) {
      return ANY_VERSION;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw Problem.invalid("min_version", text, "a version that a write was answered with")
          .asException();
    }
    return Long.parseLong(text);
  }
}
