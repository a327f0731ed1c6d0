package reco.gateway.service;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import reco.gateway.access.Call;
import reco.gateway.problem.Problem;
import reco.gateway.problem.Reason;
import reco.gateway.problem.RowFaults;
import reco.model.id.Ids;
import reco.model.interaction.Interaction;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Origin;
import reco.model.interaction.Subject;
import reco.model.item.ItemCatalogue;
import reco.model.slate.Attribution;
import reco.model.slate.Seal;
import reco.node.log.InteractionLog;
import reco.protocol.EventCodec;
import reco.protocol.UserInteraction;
import reco.v1.Event;
import reco.v1.EventAccepted;
import reco.v1.EventStatus;
import reco.v1.EventsGrpc.EventsImplBase;
import reco.v1.RecordEventsRequest;
import reco.v1.RecordEventsResponse;

/** Takes interactions in: answered once the log holds them, whoever follows the log. */
public final class EventService extends EventsImplBase {
  private final InteractionLog log;
  private final ItemCatalogue catalogue;
  private final Seal seal;
  private final Clock clock;
  private final Supplier<String> newIds;
  private final int maxRows;

  EventService(
      InteractionLog log,
      ItemCatalogue catalogue,
      Seal seal,
      Clock clock,
      Supplier<String> newIds,
      int maxRows) {
    this.log = log;
    this.catalogue = catalogue;
    this.seal = seal;
    this.clock = clock;
    this.newIds = newIds;
    this.maxRows = maxRows;
  }

  @Override
  public void recordEvent(Event event, StreamObserver<EventAccepted> caller) {
    Answer.with(caller, () -> record(event));
  }

  @Override
  public void recordEvents(
      RecordEventsRequest request, StreamObserver<RecordEventsResponse> caller) {
    Answer.with(caller, () -> recordAll(request.getEventsList(), ServiceRequestContext.current()));
  }

  private CompletionStage<EventAccepted> record(Event event) {
    UserInteraction submitted = read(event);
    Interaction interaction = enriched(submitted.interaction());
    return log.append(submitted.user(), interaction)
        .thenApply(position -> accepted(interaction, position));
  }

  private UserInteraction read(Event event) {
    UserInteraction submitted =
        Decoding.valid(
            EventCodec.decodeSubmitted(Ids.DEFAULT_TENANT, event, newIds.get(), clock.millis()));
    Interaction interaction = submitted.interaction();
    return new UserInteraction(
        submitted.user(), interaction.at(position(event.getAttribution(), interaction)));
  }

  /**
   * Where the item stood. A token answers the item that it was given with; any other would credit
   * the wrong one.
   */
  private int position(String token, Interaction interaction) {
    if (token.isEmpty()) {
      return Origin.NOWHERE;
    }
    return Attribution.open(token, seal)
        .filter(attribution -> attribution.item() == interaction.item())
        .orElseThrow(() ->
            Problem.invalid("attribution", token, "the token that this item was recommended with")
                .asException())
        .position();
  }

  /** With its item as the catalogue has it now, so that the log alone determines the state. */
  private Interaction enriched(Interaction interaction) {
    return catalogue
        .find(interaction.item())
        .map(item ->
            interaction.withSubject(Subject.of(item.id(), item.primaryCategory(), item.creator())))
        .orElse(interaction);
  }

  private static EventAccepted accepted(Interaction interaction, LogPosition position) {
    return EventAccepted.newBuilder()
        .setEventId(interaction.eventId())
        .setWatermark(position.text())
        .build();
  }

  private CompletionStage<RecordEventsResponse> recordAll(
      List<Event> events, ServiceRequestContext ctx) {
    if (events.isEmpty() || events.size() > maxRows) {
      throw Problem.invalid("events", events.size() + " rows", "1 to %d rows".formatted(maxRows))
          .asException();
    }
    List<CompletableFuture<EventStatus>> rows = new ArrayList<>(events.size());
    for (int at = 0; at < events.size(); at++) {
      rows.add(recordRow(events.get(at), at, ctx));
    }
    return CompletableFuture.allOf(rows.toArray(CompletableFuture[]::new))
        .thenApply(done -> response(rows.stream().map(CompletableFuture::join).toList()));
  }

  private CompletableFuture<EventStatus> recordRow(Event event, int at, ServiceRequestContext ctx) {
    String requestId = ctx.id().text();
    try {
      RowFaults.of(ctx, at)
          .ifPresent(fault -> {
            throw fault.asException();
          });
      return record(event)
          .handle((accepted, failure) ->
              failure == null ? row(accepted) : row(event, failure, requestId))
          .toCompletableFuture();
    } catch (RuntimeException refused) {
      return CompletableFuture.completedFuture(row(event, refused, requestId));
    }
  }

  private static EventStatus row(EventAccepted accepted) {
    return EventStatus.newBuilder()
        .setStatus(Call.RECORD_EVENT.successStatus())
        .setEventId(accepted.getEventId())
        .setWatermark(accepted.getWatermark())
        .build();
  }

  private static EventStatus row(Event event, Throwable failure, String requestId) {
    Problem problem = Answer.problem(failure, requestId);
    EventStatus.Builder row =
        EventStatus.newBuilder()
            .setStatus(problem.reason().httpStatus())
            .setEventId(event.getEventId())
            .setDetail(problem.detail());
    problem.violation().ifPresent(violation -> row.setField(violation.field()));
    return row.build();
  }

  /** Fails as a whole only where the log took no row: then the same batch may be sent again. */
  private static RecordEventsResponse response(List<EventStatus> rows) {
    int unavailable = Reason.LOG_UNAVAILABLE.httpStatus();
    if (rows.stream().allMatch(row -> row.getStatus() == unavailable)) {
      throw Answer.logUnavailable().asException();
    }
    int success = Call.RECORD_EVENT.successStatus();
    int accepted = (int) rows.stream().filter(row -> row.getStatus() == success).count();
    return RecordEventsResponse.newBuilder()
        .addAllResults(rows)
        .setAccepted(accepted)
        .setRejected(rows.size() - accepted)
        .build();
  }
}
