package reco.model.decision;

import java.util.List;
import reco.model.item.ItemRows;
import reco.model.pipeline.SourceAnswer;
import reco.model.ranking.Parameters;
import reco.model.user.UserState;

/**
 * Everything that a decision is made from, live or recorded.
 *
 * @param answers of the pipeline's sources, matched by name
 * @param rows one row for each candidate of {@link Funnel#merge}, in its order
 * @param queryVector the user's retrieval vector; length 0 where there is none
 * @param queryRevision of the user's state that the vector was made from: at most the user's
 */
public record Inputs(
    Query query,
    UserState user,
    List<SourceAnswer> answers,
    ItemRows rows,
    float[] queryVector,
    long queryRevision,
    Parameters parameters,
    Versions versions) {
  public Inputs {
    answers = List.copyOf(answers);
  }

  /** With a query vector of the user as it is. */
  public Inputs(
      Query query,
      UserState user,
      List<SourceAnswer> answers,
      ItemRows rows,
      float[] queryVector,
      Parameters parameters,
      Versions versions) {
    this(query, user, answers, rows, queryVector, user.revision(), parameters, versions);
  }

  /** Where the user is: the request's country, else the profile's; "" if unknown. */
  public String country() {
    return query.country().isEmpty() ? user.profile().country() : query.country();
  }
}
