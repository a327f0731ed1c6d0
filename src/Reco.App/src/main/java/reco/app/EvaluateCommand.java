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
import reco.lab.data.Dataset;
import reco.lab.data.SequenceFile.UserIds;
import reco.lab.evaluation.Evaluation;
import reco.lab.evaluation.EvaluationSource;
import reco.lab.evaluation.Experiment;
import reco.lab.evaluation.LiveComparison;
import reco.lab.evaluation.Method;
import reco.lab.evaluation.Progress;
import reco.lab.evaluation.Report;
import reco.lab.evaluation.Staleness;
import reco.lab.evaluation.baseline.Ease;
import reco.lab.evaluation.baseline.ItemKnn;
import reco.lab.evaluation.baseline.Popularity;
import reco.lab.evaluation.product.ModelSource;
import reco.lab.evaluation.product.RankerEvaluation;
import reco.lab.evaluation.product.RankerReport;
import reco.lab.evaluation.product.RecoPipeline;
import reco.lab.evaluation.product.SourceAlone;
import reco.lab.evaluation.product.TrainedModels;
import reco.lab.evaluation.product.TrainedOnPast;
import reco.lab.json.JsonFile;
import reco.lab.training.Trainer;
import reco.model.item.StatisticsSettings;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Pipelines;
import reco.model.pipeline.Stages;

/** Measures the pipeline beside baselines on published data. */
@Command(
    name = "evaluate",
    description = "Measure the whole pipeline and baselines on data with items held out.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  static final String SURFACE = "evaluate";
  private static final String TRAINED_FOR = "home";
  private static final String RANKER = "ranker";
  private static final Path PYTHON = RunOptions.HOME.resolve(".reco/venv/bin/python");
  private static final Path TRAINER = RunOptions.HOME.resolve("train");

  /** Histories end before it, so that every run sees the same times. */
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final ModelSource UNTRAINED = (_, _, _) -> TrainedModels.NONE;
  private static final int NIGHTLY_SEEDS = 3;
  private static final int EASE_ITEMS = 6_000;
  private static final int EASE_ITEMS_NIGHTLY = 20_000;

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
      description = "whether lines begin with the user's id: yes, no or auto (default)")
  private String userIds = "auto";

  @Option(names = "--json", paramLabel = "FILE", description = "write the figures there, too")
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
  private List<String> names = new ArrayList<>();

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
      names = "--encoder",
      paramLabel = "EFFORT",
      defaultValue = EncoderEffort.FULL,
      description = "full (default), quick (three minutes) or none: item embeddings alone")
  private String encoder = EncoderEffort.FULL;

  @Option(
      names = "--no-ranker",
      description = "without a ranker: the blend of the sources' scores ranks alone")
  private boolean unranked;

  @Option(names = "--untrained", description = "without trained models: counters alone serve")
  private boolean untrained;

  @Option(
      names = "--live",
      description = "also ask a server of its own over gRPC: it must agree within 1 %% with this")
  private boolean live;

  @Option(
      names = "--live-users",
      paramLabel = "N",
      defaultValue = "1000",
      description = "how many users to ask it about (default: ${DEFAULT-VALUE})")
  private int liveUsers = 1_000;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    var steps = new Steps(out);
    var progress = new Progress(steps::say);
    Evaluation evaluation = evaluation();
    List<Method> methods = methods();
    InstantSource clock = live ? InstantSource.system() : InstantSource.fixed(NOW);
    Map<String, Object> sets = new LinkedHashMap<>();
    boolean agreed = true;
    for (EvaluationSource source : sources()) {
      Experiment experiment = steps.run("reading", () -> source.load(clock));
      Report report = evaluation.run(experiment, methods, progress);
      Map<String, Object> fields = report.fields();
      out.printf("%n%s%n", report.table());
      out.flush();
      if (live) {
        LiveComparison compared = compare(experiment, evaluation.seeds().getFirst(), progress);
        fields.put("live", compared.fields(experiment));
        agreed &= compared.agrees();
        out.printf("%n  %s%n", compared.text(experiment));
        out.flush();
      }
      if (!untrained && isWanted(RANKER)) {
        Optional<Dataset> log = source.log(clock);
        if (log.isPresent()) {
          RankerReport ranker = rankers(log.get(), evaluation.seeds().getFirst(), progress);
          fields.put(RANKER, ranker.fields());
          out.printf("%n%s%n", ranker.table());
          out.flush();
        }
      }
      sets.put(experiment.name(), fields);
    }
    write(sets);
    return agreed ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  /** One set is written as it is, several under their names. */
  private void write(Map<String, Object> sets) throws IOException {
    if (json.isPresent()) {
      Object written = sets.size() == 1 ? sets.values().iterator().next() : Map.of("sets", sets);
      JsonFile.write(json.get(), written);
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

  /** The sets that are known by the names of their files. */
  private static List<String> found() {
    Path root = Path.of(Optional.ofNullable(System.getenv("RECO_DATA")).orElse("data"));
    return Stream.concat(
            Stream.of("ml-100k", "ml-1m")
                .map(root::resolve)
                .filter(set ->
                    Files.exists(set.resolve("u.data")) || Files.exists(set.resolve("ratings.dat")))
                .map(set -> "movielens:" + set),
            Stream.of("ml-1m/ml1m_seq.txt", "beauty/beauty.txt")
                .map(root::resolve)
                .filter(Files::exists)
                .map(file -> "sequences:" + file))
        .toList();
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

  private Evaluation evaluation() {
    if (seeds < 1) {
      throw new IllegalArgumentException("--seeds: got " + seeds + ", expected 1 or more");
    }
    int count = nightly ? Math.max(NIGHTLY_SEEDS, seeds) : seeds;
    Stream<Staleness> staleness =
        Stream.concat(
            staleEvents.stream().map(Staleness.Events::new),
            staleSeconds.stream().map(age -> new Staleness.Age(Duration.ofSeconds(age))));
    return new Evaluation(LongStream.rangeClosed(1, count).boxed().toList(), staleness.toList());
  }

  private List<Method> methods() {
    Pipeline pipeline = pipeline(SURFACE);
    List<Method> all = new ArrayList<>();
    all.add(new RecoPipeline(pipeline, models(), counting()));
    all.add(new Popularity());
    all.add(new ItemKnn());
    all.add(new Ease(nightly ? EASE_ITEMS_NIGHTLY : EASE_ITEMS));
    all.add(
        SourceAlone.of("counters", Stages.CO_VISITATION, pipeline, UNTRAINED, false, counting()));
    all.add(
        SourceAlone.of(
            "neighbours", Stages.USER_NEIGHBOURS, pipeline, UNTRAINED, false, counting()));
    if (!untrained) {
      all.add(SourceAlone.of("two-tower", Stages.TWO_TOWER, pipeline, models(), true, counting()));
    }
    List<String> known = Stream.concat(all.stream().map(Method::name), Stream.of(RANKER)).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "--methods: got '" + name + "', expected some of " + known);
      }
    }
    return all.stream().filter(each -> isWanted(each.name())).toList();
  }

  private boolean isWanted(String name) {
    return names.isEmpty() || names.contains(name);
  }

  private RankerReport rankers(Dataset log, long seed, Progress progress)
      throws IOException, InterruptedException {
    Path scratch = folder().resolve("ranker");
    var trainer =
        new Trainer(PYTHON, TRAINER, scratch.resolve("models"), line -> progress.say("%s", line));
    return new RankerEvaluation(trainer, pipeline(TRAINED_FOR), counting(), scratch)
        .run(log, seed, progress);
  }

  private LiveComparison compare(Experiment experiment, long seed, Progress progress)
      throws IOException, InterruptedException {
    Path folder = folder().resolve("live");
    Path models = untrained ? folder : trained().registry(experiment.past(), seed);
    try (var server =
        new LiveServer(folder, models, options.configuration(), spec.commandLine().getOut())) {
      return new LiveEvaluation(new RecoPipeline(pipeline(SURFACE), models(), counting()), server)
          .run(experiment, liveUsers, seed, progress);
    }
  }

  private ModelSource models() {
    TrainedOnPast trained = trained();
    return untrained ? UNTRAINED : trained;
  }

  private TrainedOnPast trained() {
    return new TrainedOnPast(
        folder(),
        PYTHON,
        TRAINER,
        pipeline(TRAINED_FOR),
        EncoderEffort.retriever(encoder),
        counting(),
        !unranked);
  }

  private StatisticsSettings counting() {
    return StatisticsSettings.of(options.configuration().getConfig("reco.node.items"));
  }

  /** Where models of pasts are kept. */
  private Path folder() {
    return options.state().resolve("evaluation");
  }

  private Pipeline pipeline(String surface) {
    return Pipelines.load(options.configuration())
        .find(surface)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "reco.pipelines: got none named '%s', which is evaluated".formatted(surface)));
  }
}
