package reco.lab.parity;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import reco.lab.parity.Differences.Difference;
import reco.lab.training.Trainer;
import reco.lab.training.TrainingFailedException;
import reco.model.decision.Funnel;
import reco.model.decision.Rung;
import reco.model.decision.Trace;
import reco.model.features.FeatureSpec;
import reco.model.id.UserId;
import reco.model.release.VersionLabel;
import reco.protocol.DecisionCodec;
import reco.ranker.Gate;
import reco.ranker.Npy;
import reco.ranker.Registry;
import reco.streams.KafkaClients;
import reco.streams.TopicNames;
import reco.streams.TraceFinder;

/**
 * Compares what was served with what it should have been: the newest recorded requests of a ranker
 * are made again from the log of interactions by the reducer, and scored by the trainer's runtime.
 * The largest difference of each feature and of the scores is kept beside the version; above the
 * limit it is a breach, which the gate refuses.
 *
 * @param mostTraces looked at
 * @param limit of any difference, in the feature's or the score's unit
 */
public record ParityJob(
    KafkaClients clients,
    TopicNames topics,
    Registry registry,
    Trainer trainer,
    Path scratch,
    int mostTraces,
    double limit,
    Consumer<String> progress) {
  private static final String RANKER = "ranker";
  private static final int SHOWN = 200;

  /** What was found; also kept beside the version. */
  public record Outcome(int version, boolean breach, String reason) {}

  /**
   * Looks at the version that ranked last.
   *
   * @return empty where no recorded request was ranked
   */
  public Optional<Outcome> run(Instant now)
      throws IOException, InterruptedException, TrainingFailedException {
    List<Trace> traces = ranked();
    if (traces.isEmpty()) {
      return Optional.empty();
    }
    String label = traces.getFirst().inputs().versions().ranker();
    Registry.Artefact artefact = registry.open(RANKER, version(label));
    Set<UserId> users =
        traces.stream().map(trace -> trace.inputs().user().user()).collect(Collectors.toSet());
    progress.accept(
        "%s: %d recorded requests of %d users".formatted(label, traces.size(), users.size()));
    ReplayedUsers replayed = ReplayedUsers.read(clients, topics.interactions(), users);
    var differences = new Differences();
    var scored = new ScoredTraces();
    int compared = 0;
    int moved = 0;
    for (Trace trace : traces) {
      var state = replayed.upTo(trace.inputs().user());
      if (state.isPresent()) {
        Funnel.Prepared live = Funnel.prepare(trace.pipeline(), trace.inputs());
        Funnel.Prepared again = Funnel.prepare(trace.pipeline(), trace.inputs().with(state.get()));
        if (Arrays.equals(live.kept(), again.kept())) {
          compare(live, again, trace.inputs().query().requestId(), differences);
        } else {
          moved++;
        }
        scored.add(trace, live);
        compared++;
      }
    }
    double scores = compared == 0 ? 0 : scores(label, artefact, scored);
    return Optional.of(
        keep(version(label), compared, moved, scored.rows(), scores, differences.all(), now));
  }

  /** Ranked requests of known users, of the version that ranked the newest. */
  private List<Trace> ranked() {
    List<Trace> traces =
        new TraceFinder(clients, topics.decisionTraces())
            .recent(mostTraces).stream()
                .map(DecisionCodec::decode)
                .filter(trace -> trace.decision().rung() == Rung.RANKED)
                .filter(trace -> !trace.inputs().user().isUnread())
                .filter(trace ->
                    trace.inputs().versions().featureSpec().equals(FeatureSpec.CURRENT.id()))
                .toList();
    Optional<String> newest =
        traces.stream()
            .max((one, other) ->
                Long.compare(
                    one.inputs().query().instantMillis(), other.inputs().query().instantMillis()))
            .map(trace -> trace.inputs().versions().ranker());
    return traces.stream()
        .filter(trace -> newest.equals(Optional.of(trace.inputs().versions().ranker())))
        .toList();
  }

  private static void compare(
      Funnel.Prepared live, Funnel.Prepared again, String requestId, Differences differences) {
    differences.add(
        FeatureSpec.CURRENT.userNames(),
        live.features().user(),
        again.features().user(),
        requestId);
    differences.add(
        FeatureSpec.CURRENT.itemNames(),
        live.features().items(),
        again.features().items(),
        requestId);
  }

  private double scores(String label, Registry.Artefact artefact, ScoredTraces scored)
      throws IOException, InterruptedException, TrainingFailedException {
    Path rows = scratch.resolve("parity");
    scored.write(rows);
    Path scores = trainer.score(artefact.folder(), rows, rows.resolve("scores.npy"));
    List<String> heads = Optional.ofNullable(artefact.manifest().heads()).orElse(List.of());
    return scored.largestDifference(label, heads, Npy.readFloats(scores));
  }

  private Outcome keep(
      int version,
      int traces,
      int moved,
      int rows,
      double scores,
      List<Difference> features,
      Instant now) {
    double largest =
        DoubleStream.concat(DoubleStream.of(0), features.stream().mapToDouble(Difference::largest))
            .max()
            .orElse(0);
    String reason = reason(traces, moved, scores, features);
    var report = new JsonObject();
    report.addProperty("time", now.toString());
    report.addProperty("breach", !reason.isEmpty());
    report.addProperty("reason", reason);
    report.addProperty("limit", limit);
    report.addProperty("traces", traces);
    report.addProperty("rows", rows);
    report.addProperty("largest_score_difference", scores);
    report.addProperty("largest_feature_difference", largest);
    var all = new JsonArray();
    for (Difference difference : features.stream().limit(SHOWN).toList()) {
      var feature = new JsonObject();
      feature.addProperty("feature", difference.feature());
      feature.addProperty("largest", difference.largest());
      feature.addProperty("request_id", difference.requestId());
      all.add(feature);
    }
    report.add("features", all);
    registry.attach(RANKER, version, Gate.PARITY, report);
    return new Outcome(version, !reason.isEmpty(), reason);
  }

  private String reason(int traces, int moved, double scores, List<Difference> features) {
    if (moved > 0) {
      return "%d of %d replayed requests keep other candidates, expected 0"
          .formatted(moved, traces);
    }
    if (!(scores <= limit)) {
      return "scores: got a difference of %s, expected at most %s".formatted(scores, limit);
    }
    return features.stream()
        .filter(difference -> !(difference.largest() <= limit))
        .findFirst()
        .map(difference ->
            "%s: got a difference of %s in request %s, expected at most %s"
                .formatted(
                    difference.feature(), difference.largest(), difference.requestId(), limit))
        .orElse("");
  }

  private static int version(String label) {
    return VersionLabel.parse(label).orElseThrow().version();
  }
}
