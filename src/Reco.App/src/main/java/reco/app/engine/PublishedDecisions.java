package reco.app.engine;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import reco.internal.v1.DecisionTrace;
import reco.model.decision.Decision;
import reco.model.decision.Rung;
import reco.model.id.UserId;
import reco.model.slate.LaterPage;
import reco.node.log.DecisionLog;
import reco.node.request.Recommendation;
import reco.node.user.Feeds;

/**
 * A log of decisions whose slates are also published as their users' feeds, but for those that
 * popularity stood in for and those of nobody who could come back.
 */
record PublishedDecisions(DecisionLog log, Feeds feeds) implements DecisionLog {
  @Override
  public void record(Recommendation recommendation) {
    log.record(recommendation);
    var query = recommendation.inputs().query();
    boolean isNobody = query.user().equals(UserId.ofSession(query.requestId()));
    if (!isNobody && recommendation.decision().rung() != Rung.POPULARITY) {
      feeds.publish(
          query.user(),
          recommendation.decision().items().stream().map(Decision.Placed::id).toList());
    }
  }

  @Override
  public void record(LaterPage page) {
    log.record(page);
  }

  @Override
  public CompletionStage<Optional<DecisionTrace>> find(String requestId) {
    return log.find(requestId);
  }
}
