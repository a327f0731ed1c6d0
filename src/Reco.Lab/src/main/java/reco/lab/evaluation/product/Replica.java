package reco.lab.evaluation.product;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import reco.lab.data.UserInteraction;
import reco.lab.evaluation.Histories;
import reco.lab.evaluation.UserHistory;
import reco.lab.training.ReplayedLog;
import reco.lab.training.ReplayedSources;
import reco.model.decision.Funnel;
import reco.model.decision.Inputs;
import reco.model.decision.Query;
import reco.model.decision.Versions;
import reco.model.features.FeatureSpec;
import reco.model.id.KeyIndex;
import reco.model.interaction.Interaction;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.UserEvent;
import reco.model.item.ItemCatalogue;
import reco.model.item.ItemStatistics;
import reco.model.item.StatisticsSettings;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.SourceAnswer;
import reco.model.ranking.HeadScores;
import reco.model.ranking.Parameters;
import reco.model.user.UserState;

/**
 * A server after a log, without its actors: the same catalogue, counters, reducer, sources, models
 * and funnel, and so the same decision for the same request. One thread.
 */
final class Replica implements AutoCloseable {
  private static final long TOPIC = 1;
  private static final int PARTITION = 0;
  private static final int COUNT = 20;

  private final Histories past;
  private final Pipeline pipeline;
  private final TrainedModels models;
  private final ItemCatalogue catalogue = new ItemCatalogue();
  private final ItemStatistics statistics;
  private final ReplayedSources sources;
  private final KeyIndex numbers;

  Replica(Histories past, Pipeline pipeline, TrainedModels models, StatisticsSettings counting) {
    this.past = past;
    this.pipeline = pipeline;
    this.models = models;
    past.items().forEach(catalogue::upsert);
    catalogue.useVectors(models.retrieval().dimension(), models.retrieval()::embed);
    numbers = KeyIndex.of(past.items().stream().mapToLong(item -> item.id().key()).toArray());
    sources = new ReplayedSources(pipeline, catalogue, past.items(), models.retrieval());
    List<UserInteraction> log = past.dataset("replica").interactions();
    var replayed = new ReplayedLog(past.profiles(), time(log, 0), counting);
    log.forEach(replayed::apply);
    statistics = replayed.statistics(time(log, log.size() - 1));
  }

  private static long time(List<UserInteraction> log, int place) {
    return log.isEmpty() ? 0 : log.get(place).interaction().timeMillis();
  }

  /** Without a ranker where none was trained. */
  Pipeline pipeline() {
    return models.ranker().isPresent() ? pipeline : pipeline.withoutModel();
  }

  TrainedModels models() {
    return models;
  }

  /** An item's number; below 0 for a key that it does not know. */
  int number(long key) {
    return numbers.row(key);
  }

  /**
   * The candidates of a request behind the filters, and the ranker's input for them.
   *
   * @param declared this replica's pipeline, or the same without a model
   */
  Funnel.Prepared prepare(Pipeline declared, UserHistory history, Parameters parameters) {
    var request = new Request(history);
    List<SourceAnswer> answers = request.answers();
    long[] keys = Funnel.merge(declared, answers);
    var rows = catalogue.rows(keys, statistics, history.nowMillis());
    var inputs =
        new Inputs(
            request.query, request.user, answers, rows, request.vector, parameters, versions());
    return Funnel.prepare(declared, inputs);
  }

  /** In the pipeline's order. */
  List<SourceAnswer> answers(UserHistory history) {
    return new Request(history).answers();
  }

  /** What the ranker says of the candidates; empty where there is none. */
  Optional<HeadScores> heads(Funnel.Prepared prepared) {
    return models
        .ranker()
        .filter(_ -> prepared.pipeline().ranker().isModel() && prepared.kept().length > 0)
        .map(ranker -> ranker.score(List.of(prepared.features())).getFirst());
  }

  @Override
  public void close() {
    models.ranker().ifPresent(ranker -> ranker.close());
  }

  private final class Request {
    final Query query;
    final UserState user;
    final float[] vector;

    Request(UserHistory history) {
      long now = history.nowMillis();
      user = state(history);
      query =
          new Query(
              "evaluate-" + history.user(), user.user(), pipeline.name(), COUNT, "", "", 0, now, 0);
      vector = models.retrieval().query(user, 0, now);
    }

    List<SourceAnswer> answers() {
      return sources.answers(query, user, vector, statistics, _ -> true);
    }
  }

  /** The user's state by the server's reducer. */
  private UserState state(UserHistory history) {
    var user = past.users().get(history.user());
    List<Interaction> events = past.interactions(history.user(), history.items(), history.times());
    var state = UserState.empty(user);
    var profile = past.profiles().get(user);
    if (profile != null) {
      long before = history.times().length == 0 ? history.nowMillis() : history.times()[0];
      state = state.apply(List.of(at(0, new ProfileChange("profile", before, profile))));
    }
    return state.apply(
        IntStream.range(0, events.size()).mapToObj(i -> at(1 + i, events.get(i))).toList());
  }

  private static Observation at(long offset, UserEvent event) {
    return new Observation(event, new LogPosition(TOPIC, PARTITION, offset));
  }

  private Versions versions() {
    return new Versions(
        "none",
        models.retrieval().version(),
        "replica",
        pipeline.version(),
        "evaluation",
        FeatureSpec.CURRENT.id());
  }
}
