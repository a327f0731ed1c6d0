package reco.gateway.service;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import reco.admin.v1.ChangeReleaseRequest;
import reco.admin.v1.ListModelsResponse;
import reco.admin.v1.ParityReport;
import reco.admin.v1.PushReport;
import reco.admin.v1.ReleaseReport;
import reco.admin.v1.TrialReport;
import reco.admin.v1.ValidationReport;

/**
 * What a node does with the versions of models. A planned refusal fails with {@link
 * reco.gateway.problem.ProblemException}.
 */
public interface ModelOperations {
  CompletionStage<ListModelsResponse> list();

  CompletionStage<ValidationReport> validate(String model, int version);

  /**
   * @param by whose decision it is, for the audit
   */
  CompletionStage<ReleaseReport> change(ChangeReleaseRequest request, String by);

  CompletionStage<TrialReport> trial(String model);

  /**
   * @param version 0: the serving one
   */
  CompletionStage<ParityReport> parity(String model, int version);

  /** Publishes what lies in a folder, which the caller removes afterwards. */
  CompletionStage<PushReport> push(Path folder);
}
