package reco.gateway.service;

import io.grpc.BindableService;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import reco.model.slate.Seal;
import reco.node.catalogue.LiveCatalogue;
import reco.node.request.Recommender;
import reco.node.user.Users;

/**
 * The services of the public and the admin API.
 *
 * @param newIds of events that come without one
 * @param batchRows most events of a batch
 */
public record Api(
    Recommender recommender,
    Users users,
    LiveCatalogue catalogue,
    Surfaces surfaces,
    Logs logs,
    Operations operations,
    Seal seal,
    Clock clock,
    Supplier<String> newIds,
    Duration cursorLifetime,
    int batchRows) {

  public List<BindableService> services() {
    Pages pages = new Pages(catalogue.items(), seal, clock, cursorLifetime);
    return List.of(
        new RecommendationService(recommender, surfaces, pages, logs.decisions(), seal, clock),
        new EventService(logs.interactions(), catalogue.items(), seal, clock, newIds, batchRows),
        new ItemService(logs.catalogue(), catalogue),
        new UserService(logs.interactions(), clock, newIds),
        new AdminService(
            users, catalogue.items(), clock, logs.control(), logs.decisions(), operations),
        new ModelService(operations.models()),
        new NodeService(operations, logs.control(), clock));
  }
}
