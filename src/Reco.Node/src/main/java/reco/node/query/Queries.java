package reco.node.query;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reco.model.pipeline.Quality;
import reco.model.retrieval.RetrievalModel;
import reco.model.user.UserState;

/** Makes the query vectors of one retrieval model. */
public interface Queries {
  /**
   * The user's query vector, within the budget and without a failure.
   *
   * @param lastItem the item that the visitor is at; 0: none
   * @param quality under load nothing is encoded that is not there
   */
  CompletionStage<QueryVector> query(
      UserState user, long lastItem, long nowMillis, Quality quality, Duration budget);

  /** Ends what it runs; the model is not used any more. */
  void stop();

  /** Of a model that makes a query at once. */
  static Queries of(RetrievalModel model) {
    return new Queries() {
      @Override
      public CompletionStage<QueryVector> query(
          UserState user, long lastItem, long nowMillis, Quality quality, Duration budget) {
        float[] values = model.quickQuery(user, lastItem, nowMillis);
        return CompletableFuture.completedFuture(QueryVector.of(values, user.revision()));
      }

      @Override
      public void stop() {
        model.close();
      }
    };
  }
}
