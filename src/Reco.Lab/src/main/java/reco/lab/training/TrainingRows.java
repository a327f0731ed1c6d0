package reco.lab.training;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reco.lab.data.Dataset;
import reco.lab.data.UserInteraction;
import reco.lab.json.JsonFile;
import reco.model.decision.Funnel;
import reco.model.decision.Funnel.Prepared;
import reco.model.decision.Inputs;
import reco.model.decision.Query;
import reco.model.decision.Versions;
import reco.model.features.FeatureSpec;
import reco.model.id.UserId;
import reco.model.item.ItemCatalogue;
import reco.model.pipeline.Pipeline;
import reco.model.ranking.Parameters;
import reco.model.retrieval.RetrievalModel;
import reco.model.user.UserState;

/**
 * Replays the log through the live system's own reducer, counters and funnel, and writes what a
 * ranker is trained on: for each user and item that met, the request that would have preceded it,
 * with the features that the ranker would have seen, and what came of it.
 *
 * <p>A head of which only one outcome is known is left out: there is nothing to tell apart.
 *
 * <p>Everything is strictly from the past of each request. So the retrieval model should not have
 * seen the share of the log that rows are taken of: its scores would know the answers.
 */
public final class TrainingRows {
  private static final List<String> HEADS = List.of("click", "rating4");
  private static final float SAMPLED_CLICK = 0;
  private static final float SAMPLED_RATING4 = Float.NaN;

  private static final Parameters STANDARD_PARAMETERS = new Parameters(Map.of());

  private final Dataset dataset;
  private final Pipeline pipeline;
  private final RetrievalModel retrieval;
  private final RowSettings settings;
  private final ItemCatalogue catalogue = new ItemCatalogue();
  private final ReplayedSources sources;
  private final Negatives negatives;
  private final RowColumns columns =
      new RowColumns(
          FeatureSpec.CURRENT.userNames().size(),
          FeatureSpec.CURRENT.itemNames().size(),
          HEADS.size());

  private TrainingRows(
      Dataset dataset, Pipeline pipeline, RetrievalModel retrieval, RowSettings settings) {
    this.dataset = dataset;
    this.pipeline = pipeline;
    this.retrieval = retrieval;
    this.settings = settings;
    dataset.items().forEach(catalogue::upsert);
    catalogue.useVectors(retrieval.dimension(), retrieval::embed);
    sources = new ReplayedSources(pipeline, catalogue, dataset.items(), retrieval);
    negatives = new Negatives(dataset.interactions(), dataset.items(), sources, settings.seed());
  }

  /** What was written. */
  public record Written(int requests, int rows) {}

  /**
   * Writes a folder.
   *
   * @param retrieval the model whose scores the rows have
   * @throws IllegalArgumentException where no request of the log can be replayed
   */
  public static Written write(
      Path folder,
      Dataset dataset,
      Pipeline pipeline,
      RetrievalModel retrieval,
      RowSettings settings)
      throws IOException {
    var rows = new TrainingRows(dataset, pipeline, retrieval, settings);
    rows.replay();
    if (rows.columns.requests() == 0) {
      throw new IllegalArgumentException(
          "log: got %d interactions and no request of them, expected at least one"
              .formatted(dataset.interactions().size()));
    }
    int[] heads = rows.columns.knownHeads();
    rows.columns.write(folder, heads);
    JsonFile.write(folder.resolve("manifest.json"), rows.manifest(heads));
    return new Written(rows.columns.requests(), rows.columns.rows());
  }

  /** When the share of the log that rows are taken of begins, epoch milliseconds. */
  public static long rowsFromMillis(List<UserInteraction> log, double share) {
    long first = log.getFirst().interaction().timeMillis();
    long last = log.getLast().interaction().timeMillis();
    return last - (long) ((last - first) * share);
  }

  private void replay() {
    List<UserInteraction> log = dataset.interactions();
    if (log.isEmpty()) {
      return;
    }
    var replayed =
        new ReplayedLog(
            dataset.profiles(), log.getFirst().interaction().timeMillis(), settings.counting());
    List<Exposure> exposures = exposures(log);
    int next = 0;
    for (int i = 0; i < log.size() && next < exposures.size(); i++) {
      if (exposures.get(next).index() == i) {
        addRequest(exposures.get(next), replayed);
        next++;
      }
      replayed.apply(log.get(i));
    }
  }

  private List<Exposure> exposures(List<UserInteraction> log) {
    long from = rowsFromMillis(log, settings.share());
    return Exposure.sample(Exposure.find(log, from), settings.requests(), settings.seed());
  }

  private void addRequest(Exposure exposure, ReplayedLog replayed) {
    UserInteraction entry = dataset.interactions().get(exposure.index());
    long shown = entry.interaction().item();
    Prepared prepared = prepare(exposure.index(), entry, shown, replayed);
    int[] kept = prepared.kept();
    if (kept.length == 0 || prepared.inputs().rows().keys()[kept[0]] != shown) {
      return; // It could not have been recommended: a filter removes it.
    }
    float[] features = prepared.features().items();
    columns.addRequest(prepared.features().user());
    columns.addRow(features, 0, exposure.outcome().click(), exposure.outcome().rating4());
    for (int row = 1; row < kept.length; row++) {
      columns.addRow(features, row, SAMPLED_CLICK, SAMPLED_RATING4);
    }
  }

  private Prepared prepare(int index, UserInteraction entry, long shown, ReplayedLog replayed) {
    long now = entry.interaction().timeMillis();
    UserState user = replayed.user(entry.user());
    var statistics = replayed.statistics(now);
    Query query = query(index, entry.user(), now);
    float[] vector = retrieval.query(user, query.lastItem(), now);
    var answers =
        sources.answers(query, user, vector, statistics, item -> sources.isPublished(item, now));
    long[] keys =
        negatives.beside(shown, index, Funnel.merge(pipeline, answers), settings.negatives());
    var rows = catalogue.rows(keys, statistics, now);
    var inputs = new Inputs(query, user, answers, rows, vector, STANDARD_PARAMETERS, versions());
    return Funnel.prepare(pipeline, inputs);
  }

  private Query query(int index, UserId user, long nowMillis) {
    return new Query("replay-" + index, user, pipeline.name(), 20, "", "", 0, nowMillis, index);
  }

  private Versions versions() {
    return new Versions(
        "none",
        retrieval.version(),
        "replay",
        pipeline.version(),
        "standard",
        FeatureSpec.CURRENT.id());
  }

  private Map<String, Object> manifest(int[] heads) {
    List<UserInteraction> log = dataset.interactions();
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("version", FeatureSpec.CURRENT.version());
    spec.put("hash", FeatureSpec.CURRENT.hash());
    spec.put("user", FeatureSpec.CURRENT.userNames());
    spec.put("item", FeatureSpec.CURRENT.itemNames());
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", 1);
    manifest.put("origin", dataset.name());
    manifest.put("feature_spec", spec);
    manifest.put("heads", Arrays.stream(heads).mapToObj(HEADS::get).toList());
    manifest.put("requests", columns.requests());
    manifest.put("rows", columns.rows());
    manifest.put("first", Instant.ofEpochMilli(rowsFromMillis(log, settings.share())).toString());
    manifest.put("last", Instant.ofEpochMilli(log.getLast().interaction().timeMillis()).toString());
    return manifest;
  }
}
