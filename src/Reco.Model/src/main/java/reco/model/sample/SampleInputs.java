package reco.model.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import reco.model.decision.Funnel;
import reco.model.decision.Inputs;
import reco.model.decision.Query;
import reco.model.decision.Versions;
import reco.model.features.FeatureSpec;
import reco.model.features.Past;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Pipeline.Exploration;
import reco.model.pipeline.Pipeline.Filter;
import reco.model.pipeline.Pipeline.Ranker;
import reco.model.pipeline.Pipeline.Reranker;
import reco.model.pipeline.Pipeline.Source;
import reco.model.pipeline.SourceAnswer;
import reco.model.pipeline.Stages;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;
import reco.model.ranking.Parameter;
import reco.model.ranking.Parameters;
import reco.model.user.UserState;

/**
 * Made-up but complete inputs of a decision, the same for the same seed: users with and without a
 * history, sources in time and late, parameters at their standard and not.
 */
public final class SampleInputs {
  /** When all samples are decided: a Sunday evening. */
  public static final long NOW_MILLIS = Instant.parse("2026-03-01T20:15:00Z").toEpochMilli();

  private static final String RANKER = "sample@v1";

  private final Random random;
  private final Pipeline pipeline;
  private final int dimension;
  private final boolean isNewUser;

  private SampleInputs(long seed, Pipeline pipeline, int dimension) {
    this.random = new Random(seed);
    this.pipeline = pipeline;
    this.dimension = dimension;
    this.isNewUser = random.nextInt(10) == 0;
  }

  /** For the pipeline {@link #home}, with embeddings of 16 dimensions. */
  public static Inputs of(long seed) {
    return of(seed, home(), 16);
  }

  /** As many candidates as the pipeline's quotas give, of {@value SampleNames#ITEMS} items. */
  public static Inputs of(long seed, Pipeline pipeline, int dimension) {
    return new SampleInputs(seed, pipeline, dimension).inputs();
  }

  /** A pipeline with a member of every kind. */
  public static Pipeline home() {
    return new Pipeline(
        "home",
        Duration.ofMillis(100),
        Duration.ofMillis(15),
        List.of(
            new Source(Stages.TWO_TOWER, 300, Duration.ofMillis(20)),
            new Source(Stages.CO_VISITATION, 150, Duration.ofMillis(15)),
            new Source(Stages.TRENDING, 50, Duration.ofMillis(5)),
            new Source(Stages.POPULARITY, 50, Duration.ofMillis(5)),
            new Source(Stages.NEW, 30, Duration.ofMillis(5))),
        Stages.FILTERS.stream().map(Filter::new).toList(),
        new Ranker(Stages.ENGAGEMENT, 500, Duration.ofMillis(40)),
        List.of(new Reranker(Stages.MMR), new Reranker(Stages.CATEGORY_CAP)),
        new Exploration(Stages.EPSILON_GREEDY));
  }

  /** Made-up probabilities that depend on the features alone, as a trained ranker's do. */
  public static HeadScores rank(FeatureMatrix features) {
    var clicks = new float[features.rows()];
    var ratings = new float[features.rows()];
    for (int row = 0; row < features.rows(); row++) {
      double sum = features.user()[0];
      for (int f = 0; f < features.itemWidth(); f++) {
        sum += features.items()[row * features.itemWidth() + f] * (f % 7 - 3);
      }
      clicks[row] = (float) (0.5 + 0.5 * StrictMath.tanh(sum / 8));
      ratings[row] = (float) (0.5 + 0.5 * StrictMath.cos(sum));
    }
    return new HeadScores(RANKER, List.of("click", "rating4"), List.of(clicks, ratings));
  }

  private Inputs inputs() {
    var answers = pipeline.sources().stream().map(this::answer).toList();
    var rows = SampleRows.of(Funnel.merge(pipeline, answers), dimension, random);
    var query = query();
    var parameters = parameters();
    var user = isNewUser ? UserState.empty(query.user()) : SampleUser.of(query.user(), random);
    return new Inputs(
        query,
        user,
        answers,
        rows,
        SampleRows.of(Past.keys(user.history()), dimension, random),
        isNewUser ? new float[0] : floats(dimension, 1, random),
        parameters,
        versions(parameters));
  }

  private Query query() {
    return new Query(
        "request-" + random.nextInt(1_000_000),
        UserId.of("user-" + random.nextInt(1_000)),
        pipeline.name(),
        1 + random.nextInt(40),
        SampleNames.any(SampleNames.COUNTRIES, random),
        SampleNames.any(List.of("", "mobile", "smart-tv"), random),
        random.nextBoolean() ? 0 : SampleNames.anyItem(random).key(),
        NOW_MILLIS,
        random.nextLong());
  }

  private SourceAnswer answer(Source source) {
    boolean isOfHistory =
        source.name().equals(Stages.TWO_TOWER) || source.name().equals(Stages.CO_VISITATION);
    if (isNewUser && isOfHistory) {
      return SourceAnswer.of(source.name(), new long[0], new float[0]);
    }
    if (random.nextInt(20) == 0) {
      return SourceAnswer.missing(source.name(), "late");
    }
    var items = someItems(source.quota());
    var scores = new float[items.length];
    for (int rank = 0; rank < scores.length; rank++) {
      scores[rank] = 1f / (1 + rank);
    }
    var anchors =
        source.name().equals(Stages.CO_VISITATION)
            ? someItems(items.length)
            : new long[items.length];
    return new SourceAnswer(source.name(), items, scores, anchors, "");
  }

  /** Different ones; all there are where more are asked for. */
  private long[] someItems(int count) {
    return random
        .ints(0, SampleNames.ITEMS)
        .distinct()
        .limit(Math.min(count, SampleNames.ITEMS))
        .mapToObj(SampleNames::item)
        .mapToLong(ItemId::key)
        .toArray();
  }

  private Parameters parameters() {
    return random.nextBoolean()
        ? Parameters.STANDARD
        : new Parameters(
            Map.of(
                Parameter.MMR_LAMBDA.parameterName(), random.nextDouble(),
                Parameter.EXPLORATION_SHARE.parameterName(), random.nextDouble()));
  }

  private Versions versions(Parameters parameters) {
    return new Versions(
        RANKER,
        "sample@v1",
        "1",
        pipeline.version(),
        parameters.version(),
        FeatureSpec.CURRENT.id());
  }

  static float[] floats(int size, float largest, Random random) {
    var floats = new float[size];
    for (int i = 0; i < size; i++) {
      floats[i] = random.nextFloat() * largest;
    }
    return floats;
  }
}
