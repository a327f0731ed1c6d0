package reco.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reco.lab.data.SequenceFile.UserIds;
import reco.lab.evaluation.Evaluation;
import reco.lab.evaluation.EvaluationSource;
import reco.lab.evaluation.Experiment;
import reco.lab.evaluation.Histories;
import reco.lab.evaluation.LiveComparison;
import reco.lab.evaluation.Method;
import reco.lab.evaluation.Progress;
import reco.lab.evaluation.Report;
import reco.lab.evaluation.Scorer;
import reco.lab.evaluation.Staleness;
import reco.lab.evaluation.baseline.Ease;
import reco.lab.evaluation.baseline.ItemKnn;
import reco.lab.evaluation.baseline.Popularity;
import reco.lab.evaluation.product.ModelSource;
import reco.lab.evaluation.product.RecoPipeline;
import reco.lab.evaluation.product.SourceAlone;
import reco.lab.evaluation.product.TrainedModels;
import reco.lab.evaluation.product.TrainedOnPast;
import reco.lab.json.JsonFile;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Pipelines;
import reco.model.pipeline.Stages;
import reco.model.ranking.Parameters;

/** Measures the pipeline beside baselines on published data. */
@Command(
    name = "evaluate",
    description = "Measure the whole pipeline and baselines on data with items held out.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  private static final String SURFACE = "evaluate";
  private static final String TRAINED_FOR = "home";

  /** Times are set before it, so that every run sees the same ones. */
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final ModelSource UNTRAINED = (_, _, _) -> TrainedModels.NONE;
  private static final long FIRST_SEED = 1;
  private static final int NIGHTLY_SEEDS = 3;
  private static final int MOST_ITEMS = 6_000;
  private static final int MOST_ITEMS_NIGHTLY = 20_000;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description =
          "movielens:DIR, sequences:FILE (a line a user, in time order) or split:TRAIN,TEST (a line"
              + " a user, unordered); repeatable")
  private List<String> data = new ArrayList<>();

  @Option(
      names = "--user-ids",
      paramLabel = "RULE",
      defaultValue = "auto",
      description = "whether lines begin with the user's id: yes, no, or auto (default)")
  private String userIds = "auto";

  @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there, too")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "trainings to take the mean of (default: ${DEFAULT-VALUE})")
  private int seeds = 1;

  @Option(
      names = "--nightly",
      description = "three seeds, all baselines, and all data below $RECO_DATA where none is named")
  private boolean nightly;

  @Option(
      names = "--methods",
      paramLabel = "NAME",
      split = ",",
      description = "only these of the methods")
  private List<String> methods = new ArrayList<>();

  @Option(
      names = "--stale-events",
      paramLabel = "N",
      split = ",",
      description = "also with users' states so many events late")
  private List<Integer> staleEvents = new ArrayList<>();

  @Option(
      names = "--stale-seconds",
      paramLabel = "T",
      split = ",",
      description = "also with users' states so many seconds late")
  private List<Long> staleSeconds = new ArrayList<>();

  @Option(
      names = "--live",
      description =
          "also ask a server of its own over gRPC, which must agree within 1 %% with this process")
  private boolean live;

  @Option(
      names = "--live-users",
      paramLabel = "N",
      defaultValue = "1000",
      description = "how many users to ask it about (default: ${DEFAULT-VALUE})")
  private int liveUsers = 1_000;

  @Option(names = "--untrained", description = "without trained models: counters alone serve")
  private boolean untrained;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    var steps = new Steps(out);
    var progress = new Progress(steps::say);
    InstantSource clock = live ? InstantSource.system() : InstantSource.fixed(NOW);
    Map<String, Object> sets = new LinkedHashMap<>();
    boolean agreed = true;
    for (EvaluationSource source : sources()) {
      Experiment experiment = steps.run("reading", () -> source.load(clock));
      Report report = evaluation().run(experiment, methods(), progress);
      out.printf("%n%s%n", report.table());
      out.flush();
      Map<String, Object> fields = report.fields();
      if (live) {
        LiveComparison compared = compare(experiment, progress);
        out.println(compared.text(experiment));
        fields.put("live", compared.fields(experiment));
        agreed &= compared.agrees();
      }
      sets.put(experiment.name(), fields);
    }
    if (json.isPresent()) {
      JsonFile.write(
          json.get(), sets.size() == 1 ? sets.values().iterator().next() : Map.of("sets", sets));
    }
    return agreed ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private LiveComparison compare(Experiment experiment, Progress progress)
      throws IOException, InterruptedException {
    var reco = reco();
    Parameters weights = reco.weights(experiment, FIRST_SEED, progress);
    var sample = LiveComparison.Sample.of(experiment, liveUsers);
    Histories past = experiment.past();
    LiveComparison.Figures inProcess;
    // Both serve models of the past alone: what is asked about is in neither.
    try (Scorer scorer = reco.scorer(past, sample.past(), weights, FIRST_SEED, progress)) {
      inProcess = LiveComparison.ask("in process", scorer, sample, experiment, progress);
    }
    PrintWriter out = spec.commandLine().getOut();
    Path folder = evaluationFolder().resolve("live");
    Path models = untrained ? folder : trained().registry(past, FIRST_SEED);
    try (var server = new LiveEvaluation(folder, models, options.configuration(), out)) {
      server.fill(past, sample.asked());
      server.use(weights);
      var slates = server.slates(past);
      var asked = LiveComparison.ask("live", slates, sample, experiment, progress);
      if (slates.degraded() > 0) {
        out.printf("  %,d answers were degraded%n", slates.degraded());
      }
      return new LiveComparison(sample.asked().size(), asked, inProcess);
    }
  }

  private List<EvaluationSource> sources() {
    List<String> named = data.isEmpty() && nightly ? found() : data;
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "--data: got none, expected "
              + EvaluationSource.EXPECTED
              + (nightly ? ", or data below $RECO_DATA" : ""));
    }
    UserIds rule = rule();
    return named.stream().map(each -> EvaluationSource.parse(each, rule)).toList();
  }

  private UserIds rule() {
    return switch (userIds) {
      case "yes" -> new UserIds.Leading("--user-ids yes");
      case "no" -> new UserIds.Absent("--user-ids no");
      case "auto" -> new UserIds.Unknown();
      default ->
          throw new IllegalArgumentException(
              "--user-ids: got '" + userIds + "', expected yes, no or auto");
    };
  }

  /** The known sets below a folder. */
  private static List<String> found() {
    Path root = Path.of(Optional.ofNullable(System.getenv("RECO_DATA")).orElse("data"));
    return Stream.of(
            "movielens:ml-100k/u.data",
            "sequences:ml-1m/ml1m_seq.txt",
            "sequences:beauty/beauty.txt")
        .map(each -> each.split(":", 2))
        .filter(each -> Files.exists(root.resolve(each[1])))
        .map(each -> {
          Path file = root.resolve(each[1]);
          return each[0] + ":" + (each[0].equals("movielens") ? file.getParent() : file);
        })
        .toList();
  }

  private Evaluation evaluation() {
    int count = nightly ? Math.max(NIGHTLY_SEEDS, seeds) : seeds;
    List<Staleness> staleness = new ArrayList<>();
    staleEvents.forEach(count_ -> staleness.add(new Staleness.Events(count_)));
    staleSeconds.forEach(age -> staleness.add(new Staleness.Age(Duration.ofSeconds(age))));
    return new Evaluation(
        LongStream.range(FIRST_SEED, FIRST_SEED + count).boxed().toList(), staleness);
  }

  private List<Method> methods() {
    Pipeline pipeline = pipelines().find(SURFACE).orElseThrow();
    List<Method> all = new ArrayList<>();
    all.add(reco());
    all.add(new Popularity());
    all.add(new ItemKnn());
    all.add(new Ease(nightly ? MOST_ITEMS_NIGHTLY : MOST_ITEMS));
    all.add(SourceAlone.of("counters", Stages.CO_VISITATION, pipeline, UNTRAINED, false));
    if (!untrained) {
      all.add(SourceAlone.of("two-tower", Stages.TWO_TOWER, pipeline, trained(), true));
    }
    List<String> names = all.stream().map(Method::name).toList();
    for (String name : methods) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "--methods: got '" + name + "', expected some of " + names);
      }
    }
    return all.stream().filter(each -> methods.isEmpty() || methods.contains(each.name())).toList();
  }

  private RecoPipeline reco() {
    return new RecoPipeline(
        pipelines().find(SURFACE).orElseThrow(), untrained ? UNTRAINED : trained());
  }

  private TrainedOnPast trained() {
    return new TrainedOnPast(
        evaluationFolder(),
        RunOptions.HOME.resolve(".reco/venv/bin/python"),
        RunOptions.HOME.resolve("train"),
        pipelines().find(TRAINED_FOR).orElseThrow());
  }

  private Path evaluationFolder() {
    return options.state().resolve("evaluation");
  }

  private Pipelines pipelines() {
    return Pipelines.load(options.configuration());
  }
}
