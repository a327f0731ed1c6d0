package reco.model.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import reco.model.features.FeatureSpec;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.Origin;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.Subject;
import reco.model.item.ItemRows;
import reco.model.item.ItemStatistic;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Pipeline.Exploration;
import reco.model.pipeline.Pipeline.Filter;
import reco.model.pipeline.Pipeline.Ranker;
import reco.model.pipeline.Pipeline.Reranker;
import reco.model.pipeline.Pipeline.Source;
import reco.model.pipeline.SourceAnswer;
import reco.model.pipeline.Stages;
import reco.model.profile.Profile;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;
import reco.model.ranking.Parameter;
import reco.model.ranking.Parameters;
import reco.model.user.UserState;

/** Made-up but complete inputs of a decision: the same for the same seed. */
public final class RandomInputs {
  public static final long NOW = Instant.parse("2026-03-01T20:15:00Z").toEpochMilli();

  private static final int CATALOGUE = 2_000;
  private static final int CATEGORIES = 20;
  private static final int CREATORS = 300;
  private static final int INTERACTIONS = 150;
  private static final long A_DAY = 24 * 60 * 60_000L;
  private static final List<String> COUNTRIES = List.of("", "DE", "FR", "US");
  private static final List<String> LANGUAGES = List.of("", "de", "en");

  private final Random random;
  private final Pipeline pipeline;
  private final int dimension;
  private final boolean isNew;

  private RandomInputs(long seed, Pipeline pipeline, int dimension) {
    this.random = new Random(seed);
    this.pipeline = pipeline;
    this.dimension = dimension;
    this.isNew = random.nextInt(10) == 0;
  }

  public static Inputs of(long seed) {
    return of(seed, home(), 16);
  }

  public static Inputs of(long seed, Pipeline pipeline, int dimension) {
    return new RandomInputs(seed, pipeline, dimension).inputs();
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

  /** A ranker that is a pure function of the features, as a trained one is. */
  public static HeadScores rank(FeatureMatrix features) {
    var clicks = new float[features.rows()];
    var ratings = new float[features.rows()];
    for (int row = 0; row < features.rows(); row++) {
      double sum = features.user()[0];
      for (int f = 0; f < features.itemWidth(); f++) {
        sum += StrictMath.sin(f + 1) * features.items()[row * features.itemWidth() + f];
      }
      clicks[row] = (float) (1 / (1 + StrictMath.exp(-sum / 4)));
      ratings[row] = (float) (1 / (1 + StrictMath.exp(-StrictMath.cos(sum))));
    }
    return new HeadScores("engagement@v1", List.of("click", "rating4"), List.of(clicks, ratings));
  }

  private Inputs inputs() {
    var answers = pipeline.sources().stream().map(this::answer).toList();
    var rows = rows(Funnel.merge(pipeline, answers));
    var query =
        new Query(
            "request-" + random.nextInt(1_000_000),
            UserId.of("user-" + random.nextInt(1_000)),
            pipeline.name(),
            1 + random.nextInt(40),
            pick(COUNTRIES),
            pick(List.of("", "mobile", "smart-tv")),
            random.nextBoolean() ? 0 : key(random.nextInt(CATALOGUE)),
            NOW,
            random.nextLong());
    var parameters = parameters();
    var versions =
        new Versions(
            "engagement@v1",
            "retrieval@v1",
            "12345",
            pipeline.version(),
            parameters.version(),
            FeatureSpec.CURRENT.id());
    return new Inputs(query, user(query.user()), answers, rows, vector(), parameters, versions);
  }

  private SourceAnswer answer(Source source) {
    boolean needsHistory =
        source.name().equals(Stages.TWO_TOWER) || source.name().equals(Stages.CO_VISITATION);
    if (needsHistory && isNew) {
      return SourceAnswer.of(source.name(), new long[0], new float[0]);
    }
    if (random.nextInt(20) == 0) {
      return SourceAnswer.missing(source.name(), "late");
    }
    var items = new ArrayList<>(IntStream.range(0, CATALOGUE).boxed().toList());
    Collections.shuffle(items, random);
    var keys = items.stream().limit(source.quota()).mapToLong(RandomInputs::key).toArray();
    var scores = new float[keys.length];
    var anchors = new long[keys.length];
    for (int rank = 0; rank < keys.length; rank++) {
      scores[rank] = 1f / (1 + rank);
      anchors[rank] =
          source.name().equals(Stages.CO_VISITATION) ? key(random.nextInt(CATALOGUE)) : 0;
    }
    return new SourceAnswer(source.name(), keys, scores, anchors, "");
  }

  private ItemRows rows(long[] keys) {
    var names =
        Stream.of(
                Stream.of(""),
                IntStream.range(0, CATEGORIES).mapToObj(RandomInputs::category),
                IntStream.range(0, CREATORS).mapToObj(RandomInputs::creator),
                Stream.of("de", "en"))
            .flatMap(some -> some)
            .toList();
    int size = keys.length;
    var vectors = new byte[size * dimension];
    random.nextBytes(vectors);
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (byte) (vectors[i] / 2);
    }
    return new ItemRows(
        keys,
        LongStream.of(keys).mapToObj(key -> "item-" + Long.toHexString(key)).toArray(String[]::new),
        names,
        ints(size, 0, 1 + CATEGORIES),
        ints(size, 1 + CATEGORIES, 1 + CATEGORIES + CREATORS),
        ints(size, names.size() - 2, names.size()),
        floats(size, 30),
        floats(size, 1),
        LongStream.generate(() -> NOW - random.nextLong(900 * A_DAY)).limit(size).toArray(),
        bytes(size, 10, 0, 18),
        bytes(size, 20, 0, ItemRows.HIDDEN, ItemRows.UNAVAILABLE, ItemRows.MISSING),
        Arrays.stream(ints(size, 0, 12)).map(set -> set < 3 ? set : 0).toArray(),
        List.of("", "DE,FR", "US"),
        floats(size * ItemStatistic.COUNT, 500),
        vectors,
        floats(size, 0.01f),
        dimension);
  }

  private UserState user(UserId id) {
    if (isNew) {
      return UserState.empty(id);
    }
    var events = new ArrayList<Observation>();
    var profile =
        new Profile(
            pick(COUNTRIES),
            random.nextInt(60),
            pick(LANGUAGES),
            "",
            NOW / 1_000 - random.nextInt(10_000_000),
            List.of(category(1), category(2)));
    events.add(new Observation(new ProfileChange("p", NOW - 90 * A_DAY, profile), position(0)));
    for (int i = 1; i <= INTERACTIONS; i++) {
      var type = InteractionType.ofOrdinal(random.nextInt(InteractionType.values().length));
      events.add(
          new Observation(
              new Interaction(
                  "e" + i,
                  NOW - (INTERACTIONS - i) * 7 * 60_000L - random.nextInt(60_000),
                  type,
                  type.needsItem() ? subject() : Subject.NONE,
                  type == InteractionType.RATING ? 1 + random.nextInt(5) : random.nextInt(600),
                  Origin.UNKNOWN),
              position(i)));
    }
    return UserState.empty(id).apply(events);
  }

  private Subject subject() {
    return Subject.of(
        ItemId.of("item-" + random.nextInt(CATALOGUE)),
        category(random.nextInt(CATEGORIES)),
        creator(random.nextInt(CREATORS)));
  }

  private Parameters parameters() {
    return random.nextBoolean()
        ? Parameters.STANDARD
        : new Parameters(
            Map.of(
                Parameter.MMR_LAMBDA.parameterName(),
                random.nextDouble(),
                Parameter.EXPLORATION_SHARE.parameterName(),
                random.nextDouble()));
  }

  private float[] vector() {
    return isNew ? new float[0] : floats(dimension, 1);
  }

  private static LogPosition position(long offset) {
    return new LogPosition(7, 3, offset);
  }

  private static long key(int item) {
    return ItemId.of("item-" + item).key();
  }

  private static String category(int category) {
    return "category-" + category;
  }

  private static String creator(int creator) {
    return "creator-" + creator;
  }

  private int[] ints(int size, int from, int to) {
    return random.ints(size, from, to).toArray();
  }

  private float[] floats(int size, float largest) {
    var floats = new float[size];
    for (int i = 0; i < size; i++) {
      floats[i] = random.nextFloat() * largest;
    }
    return floats;
  }

  /** The first of the values, and now and then another one. */
  private byte[] bytes(int size, int rarity, int... values) {
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] =
          (byte) (random.nextInt(rarity) > 0 ? values[0] : values[random.nextInt(values.length)]);
    }
    return bytes;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
