package reco.gateway.service;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import reco.gateway.problem.Problem;
import reco.gateway.problem.Reason;
import reco.model.id.ItemId;
import reco.model.item.ItemCatalogue;
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
  private static final long LOOK_EVERY_MILLIS = 5;

  private final CatalogueLog log;
  private final ItemCatalogue catalogue;

  ItemService(CatalogueLog log, ItemCatalogue catalogue) {
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

  private CompletionStage<Item> get(GetItemRequest request) {
    Wanted wanted =
        new Wanted(
            Fields.item("item_id", request.getItemId()),
            version(request.getMinVersion()),
            System.nanoTime() + MAX_WAIT.toNanos());
    CompletableFuture<Item> found = new CompletableFuture<>();
    look(wanted, found, ServiceRequestContext.current());
    return found;
  }

  /** Completes with the item at its version; looks again a little later until the time is up. */
  private void look(Wanted wanted, CompletableFuture<Item> found, ServiceRequestContext ctx) {
    Optional<reco.model.item.Item> item = catalogue.find(wanted.id.key());
    if (item.filter(present -> present.version() >= wanted.version).isPresent()) {
      found.complete(ItemCodec.encode(item.get()));
    } else if (wanted.version == Wanted.ANY || System.nanoTime() - wanted.deadlineNanos >= 0) {
      found.completeExceptionally(missing(wanted, item).asException());
    } else {
      var _ =
          ctx.eventLoop()
              .schedule(() -> look(wanted, found, ctx), LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static Problem missing(Wanted wanted, Optional<reco.model.item.Item> item) {
    String id = wanted.id.id();
    return item.map(present ->
            Problem.of(
                Reason.DEADLINE_EXCEEDED,
                "item '%s' is at version %d here, version %d has not arrived within %d ms"
                    .formatted(id, present.version(), wanted.version, MAX_WAIT.toMillis())))
        .orElseGet(
            () -> Problem.of(Reason.UNKNOWN_ITEM, "no item '%s' in the catalogue".formatted(id)));
  }

  private static long version(String text) {
    if (text.isEmpty()) {
      return Wanted.ANY;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw Problem.invalid("min_version", text, "a version that a write was answered with")
          .asException();
    }
    return Long.parseLong(text);
  }

  private record Wanted(ItemId id, long version, long deadlineNanos) {
    static final long ANY = -1;
  }
}
