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
 * @param past one row for each item of {@link reco.model.features.Past#keys}, in its order
 * @param queryVector the user's retrieval vector; length 0 where there is none
 * @param queryRevision of the user's state that the vector was made from: at most the user's
 */
public record Inputs(
    Query query,
    UserState user,
    List<SourceAnswer> answers,
    ItemRows rows,
    ItemRows past,
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
      ItemRows past,
      float[] queryVector,
      Parameters parameters,
      Versions versions) {
    this(query, user, answers, rows, past, queryVector, user.revision(), parameters, versions);
  }

  /** The same from other answers of the sources. */
  public Inputs with(List<SourceAnswer> others) {
    return new Inputs(
        query, user, others, rows, past, queryVector, queryRevision, parameters, versions);
  }

  /** The same of another state of the user. */
  public Inputs with(UserState other) {
    return new Inputs(
        query, other, answers, rows, past, queryVector, queryRevision, parameters, versions);
  }

  /** The same under other parameters. */
  public Inputs with(Parameters others) {
    return new Inputs(
        query, user, answers, rows, past, queryVector, queryRevision, others, versions);
  }

  /** The same, ranked by a model. */
  public Inputs rankedBy(String ranker) {
    return new Inputs(
        query,
        user,
        answers,
        rows,
        past,
        queryVector,
        queryRevision,
        parameters,
        versions.rankedBy(ranker));
  }

  /** Where the user is: the request's country, else the profile's; "" if unknown. */
  public String country() {
    return query.country().isEmpty() ? user.profile().country() : query.country();
  }
}
