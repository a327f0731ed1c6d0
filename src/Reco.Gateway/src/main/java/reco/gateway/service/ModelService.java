package reco.gateway.service;

import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.annotation.Blocking;
import io.grpc.stub.StreamObserver;
import reco.admin.v1.ChangeReleaseRequest;
import reco.admin.v1.ChangeReleaseRequest.ChangeCase;
import reco.admin.v1.GetParityRequest;
import reco.admin.v1.GetTrialRequest;
import reco.admin.v1.ListModelsRequest;
import reco.admin.v1.ListModelsResponse;
import reco.admin.v1.ModelChunk;
import reco.admin.v1.ModelsGrpc.ModelsImplBase;
import reco.admin.v1.ParityReport;
import reco.admin.v1.PushReport;
import reco.admin.v1.ReleaseReport;
import reco.admin.v1.TrialReport;
import reco.admin.v1.ValidateModelRequest;
import reco.admin.v1.ValidationReport;
import reco.gateway.access.Authentication;
import reco.gateway.problem.Problem;

/** The versions of models, and which serves whom. */
public final class ModelService extends ModelsImplBase {
  private static final int LONGEST_REASON = 500;

  private final ModelOperations models;

  ModelService(ModelOperations models) {
    this.models = models;
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> caller) {
    Answer.with(caller, models::list);
  }

  @Override
  public void validateModel(ValidateModelRequest request, StreamObserver<ValidationReport> caller) {
    Answer.with(
        caller, () -> models.validate(model(request.getModel()), version(request.getVersion())));
  }

  @Override
  public void changeRelease(ChangeReleaseRequest request, StreamObserver<ReleaseReport> caller) {
    Answer.with(
        caller,
        () -> {
          model(request.getModel());
          if (request.getChangeCase() == ChangeCase.CHANGE_NOT_SET) {
            throw Problem.invalid(
                    "change", "", "one of promote, roll_back, canary, shadow, end_trial")
                .asException();
          }
          share("canary.share", request.hasCanary() ? request.getCanary().getShare() : 1);
          share("shadow.share", request.hasShadow() ? request.getShadow().getShare() : 1);
          if (request.getReason().length() > LONGEST_REASON) {
            throw Problem.invalid(
                    "reason",
                    request.getReason(),
                    "at most %d characters".formatted(LONGEST_REASON))
                .asException();
          }
          return models.change(request, Authentication.caller(ServiceRequestContext.current()));
        });
  }

  @Override
  public void getTrial(GetTrialRequest request, StreamObserver<TrialReport> caller) {
    Answer.with(caller, () -> models.trial(model(request.getModel())));
  }

  @Override
  public void getParity(GetParityRequest request, StreamObserver<ParityReport> caller) {
    Answer.with(
        caller, () -> models.parity(model(request.getModel()), Math.max(0, request.getVersion())));
  }

  /** Writes what comes to disk: not on an event loop. */
  @Override
  @Blocking
  public StreamObserver<ModelChunk> pushModel(StreamObserver<PushReport> caller) {
    return new PushedFiles(models, caller);
  }

  private static String model(String name) {
    if (!name.matches("[a-z][a-z0-9-]{0,63}")) {
      throw Problem.invalid("model", name, "a name such as ranker or retrieval").asException();
    }
    return name;
  }

  private static int version(int version) {
    if (version < 1) {
      throw Problem.invalid("version", Integer.toString(version), "1 or more").asException();
    }
    return version;
  }

  private static void share(String field, double share) {
    if (!(share > 0 && share <= 1)) {
      throw Problem.invalid(field, Double.toString(share), "over 0, at most 1").asException();
    }
  }
}
