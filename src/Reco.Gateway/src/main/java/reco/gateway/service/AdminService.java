package reco.gateway.service;

import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import reco.admin.v1.AdminGrpc.AdminImplBase;
import reco.admin.v1.GetStatusRequest;
import reco.admin.v1.ListParametersRequest;
import reco.admin.v1.ListParametersResponse;
import reco.admin.v1.Parameter;
import reco.admin.v1.ReplayDecisionRequest;
import reco.admin.v1.ReplayReport;
import reco.admin.v1.ShowUserRequest;
import reco.admin.v1.Status;
import reco.admin.v1.UserView;
import reco.gateway.problem.Problem;
import reco.gateway.problem.Reason;
import reco.internal.v1.DecisionTrace;
import reco.model.item.ItemCatalogue;
import reco.model.ranking.Parameters;
import reco.node.log.ControlLog;
import reco.node.log.DecisionLog;
import reco.node.user.Users;

/** What operators ask of a live cluster. */
public final class AdminService extends AdminImplBase {
  private static final Duration USER_BUDGET = Duration.ofSeconds(2);

  private final Users users;
  private final UserViews views;
  private final ControlLog control;
  private final DecisionLog decisions;
  private final Operations operations;

  AdminService(
      Users users,
      ItemCatalogue catalogue,
      Clock clock,
      ControlLog control,
      DecisionLog decisions,
      Operations operations) {
    this.users = users;
    this.views = new UserViews(catalogue, clock);
    this.control = control;
    this.decisions = decisions;
    this.operations = operations;
  }

  @Override
  public void getStatus(GetStatusRequest request, StreamObserver<Status> caller) {
    Answer.with(caller, () -> CompletableFuture.completedFuture(operations.status().get()));
  }

  @Override
  public void showUser(ShowUserRequest request, StreamObserver<UserView> caller) {
    Answer.with(
        caller,
        () ->
            users
                .read(Fields.known("user_id", request.getUserId()), Optional.empty(), USER_BUDGET)
                .thenApply(read -> views.of(read.state())));
  }

  @Override
  public void replayDecision(ReplayDecisionRequest request, StreamObserver<ReplayReport> caller) {
    Answer.with(caller, () -> replay(request.getRequestId()));
  }

  @Override
  public void listParameters(
      ListParametersRequest request, StreamObserver<ListParametersResponse> caller) {
    Answer.with(caller, () -> CompletableFuture.completedFuture(parameters()));
  }

  @Override
  public void setParameter(Parameter request, StreamObserver<Parameter> caller) {
    Answer.with(caller, () -> set(request));
  }

  private CompletionStage<ReplayReport> replay(String requestId) {
    if (requestId.isEmpty()) {
      throw Problem.invalid("request_id", "", "the id that a slate was answered with")
          .asException();
    }
    return decisions.find(requestId).thenCompose(trace -> replay(requestId, trace));
  }

  private CompletionStage<ReplayReport> replay(String requestId, Optional<DecisionTrace> trace) {
    DecisionTrace found =
        trace.orElseThrow(() ->
            Problem.of(
                    Reason.NO_TRACE,
                    "no trace of request '%s': not sampled, too old, or not a request"
                        .formatted(requestId))
                .asException());
    return operations.replayer().replay(found).exceptionally(AdminService::notReplayable);
  }

  private static ReplayReport notReplayable(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof IllegalStateException elsewhere) {
      String why = Optional.ofNullable(elsewhere.getMessage()).orElse("not here");
      throw Problem.of(Reason.NOT_REPLAYABLE, why).asException();
    }
    throw new CompletionException(cause);
  }

  private ListParametersResponse parameters() {
    Parameters live = operations.parameters().get();
    ListParametersResponse.Builder response = ListParametersResponse.newBuilder();
    Arrays.stream(reco.model.ranking.Parameter.values())
        .map(parameter -> view(parameter, live.get(parameter)))
        .forEach(response::addParameters);
    return response.build();
  }

  private CompletionStage<Parameter> set(Parameter request) {
    reco.model.ranking.Parameter parameter = named(request.getName());
    double value = request.getValue();
    boolean fits =
        request.hasValue() && parameter.minimum() <= value && value <= parameter.maximum();
    if (!fits) {
      throw Problem.invalid(
              "value",
              request.hasValue() ? Double.toString(value) : "",
              "%s to %s".formatted(parameter.minimum(), parameter.maximum()))
          .asException();
    }
    return control.set(parameter, value).thenApply(done -> view(parameter, value));
  }

  private static reco.model.ranking.Parameter named(String name) {
    return Arrays.stream(reco.model.ranking.Parameter.values())
        .filter(parameter -> parameter.parameterName().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Problem.of(
                    Reason.UNKNOWN_PARAMETER,
                    "no parameter '%s'; GET /api/v1/parameters lists them".formatted(name))
                .asException());
  }

  private static Parameter view(reco.model.ranking.Parameter parameter, double value) {
    return Parameter.newBuilder()
        .setName(parameter.parameterName())
        .setValue(value)
        .setMinimum(parameter.minimum())
        .setMaximum(parameter.maximum())
        .setDescription(parameter.description())
        .build();
  }
}
