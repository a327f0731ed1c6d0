package reco.model.pipeline;

import static com.typesafe.config.ConfigValueType.LIST;
import static com.typesafe.config.ConfigValueType.OBJECT;
import static com.typesafe.config.ConfigValueType.STRING;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reco.model.pipeline.Pipeline.Exploration;
import reco.model.pipeline.Pipeline.Filter;
import reco.model.pipeline.Pipeline.Ranker;
import reco.model.pipeline.Pipeline.Reranker;
import reco.model.pipeline.Pipeline.Source;

/** Reads one section of configuration; collects what it cannot read instead of stopping at it. */
final class PipelineReader {
  private static final Set<String> KEYS =
      Set.of("deadline", "user-budget", "sources", "filters", "ranker", "rerankers", "exploration");
  private static final Set<String> SOURCE_KEYS = Set.of("name", "quota", "budget");
  private static final Set<String> RANKER_KEYS = Set.of("name", "candidates", "budget");

  private final String root;
  private final List<String> problems = new ArrayList<>();

  PipelineReader(String root) {
    this.root = root;
  }

  List<String> problems() {
    return problems;
  }

  /** Empty where a part could not be read. */
  Optional<Pipeline> read(String name, ConfigValue section) {
    var fields = object(root, section, KEYS);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    var declared = fields.get();
    var deadline = duration(root, declared, "deadline");
    var userBudget = duration(root, declared, "user-budget");
    var sources = list(declared, "sources", true, this::source);
    var filters = list(declared, "filters", false, named(Filter::new));
    var ranker = ranker(declared);
    var rerankers = list(declared, "rerankers", false, named(Reranker::new));
    var exploration =
        declared.containsKey("exploration")
            ? text(root, declared, "exploration")
            : Optional.of(Stages.NONE);
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Pipeline(
            name,
            deadline.orElseThrow(),
            userBudget.orElseThrow(),
            sources,
            filters,
            ranker.orElseThrow(),
            rerankers,
            new Exploration(exploration.orElseThrow())));
  }

  private Optional<Source> source(String path, ConfigValue value) {
    return object(path, value, SOURCE_KEYS)
        .flatMap(fields -> {
          var name = text(path, fields, "name");
          var quota = integer(path, fields, "quota");
          var budget = duration(path, fields, "budget");
          return name.isPresent() && quota.isPresent() && budget.isPresent()
              ? Optional.of(new Source(name.get(), quota.get(), budget.get()))
              : Optional.empty();
        });
  }

  private Optional<Ranker> ranker(ConfigObject declared) {
    var path = root + ".ranker";
    return field(root, declared, "ranker", "an object")
        .flatMap(value -> object(path, value, RANKER_KEYS))
        .flatMap(fields -> {
          var name = text(path, fields, "name");
          var candidates = integer(path, fields, "candidates");
          var budget = duration(path, fields, "budget");
          return name.isPresent() && candidates.isPresent() && budget.isPresent()
              ? Optional.of(new Ranker(name.get(), candidates.get(), budget.get()))
              : Optional.empty();
        });
  }

  private <T> BiFunction<String, ConfigValue, Optional<T>> named(Function<String, T> stage) {
    return (path, value) -> asText(path, value).map(stage);
  }

  private <T> List<T> list(
      ConfigObject declared,
      String key,
      boolean required,
      BiFunction<String, ConfigValue, Optional<T>> element) {
    if (!required && !declared.containsKey(key)) {
      return List.of();
    }
    var path = root + "." + key;
    var elements = new ArrayList<T>();
    field(root, declared, key, "a list")
        .flatMap(value -> typed(path, value, value.valueType() == LIST, "a list"))
        .ifPresent(list -> {
          int index = 0;
          for (var value : (ConfigList) list) {
            element.apply(path + "[" + index++ + "]", value).ifPresent(elements::add);
          }
        });
    return elements;
  }

  private Optional<ConfigObject> object(String path, ConfigValue value, Set<String> keys) {
    var object = typed(path, value, value.valueType() == OBJECT, "an object");
    return object.map(fields -> {
      var present = (ConfigObject) fields;
      present.forEach((key, given) -> checkKnown(path + "." + key, key, given, keys));
      return present;
    });
  }

  private void checkKnown(String path, String key, ConfigValue value, Set<String> keys) {
    if (!keys.contains(key)) {
      add(path, "unknown key with " + shown(value), "one of " + keys.stream().sorted().toList());
    }
  }

  private Optional<String> text(String path, ConfigObject fields, String key) {
    return field(path, fields, key, "a name").flatMap(value -> asText(path + "." + key, value));
  }

  private Optional<String> asText(String path, ConfigValue value) {
    return typed(path, value, value.valueType() == STRING, "a name")
        .map(given -> (String) given.unwrapped());
  }

  private Optional<Integer> integer(String path, ConfigObject fields, String key) {
    return field(path, fields, key, "a whole number")
        .flatMap(value ->
            typed(path + "." + key, value, value.unwrapped() instanceof Integer, "a whole number"))
        .map(value -> (Integer) value.unwrapped());
  }

  private Optional<Duration> duration(String path, ConfigObject fields, String key) {
    var expected = "a duration with its unit, such as 20 ms";
    return field(path, fields, key, expected)
        .flatMap(value -> {
          var parsed = parsedDuration(value);
          if (parsed.isEmpty()) {
            add(path + "." + key, shown(value), expected);
          }
          return parsed;
        });
  }

  private static Optional<Duration> parsedDuration(ConfigValue value) {
    try {
      return value.valueType() == STRING
          ? Optional.of(value.atKey("duration").getDuration("duration"))
          : Optional.empty();
    } catch (ConfigException _) {
      return Optional.empty();
    }
  }

  private Optional<ConfigValue> field(
      String path, ConfigObject fields, String key, String expected) {
    @Nullable ConfigValue value = fields.get(key);
    if (value == null) {
      add(path + "." + key, "nothing", expected);
    }
    return Optional.ofNullable(value);
  }

  private Optional<ConfigValue> typed(
      String path, ConfigValue value, boolean fits, String expected) {
    if (!fits) {
      add(path, shown(value), expected);
    }
    return fits ? Optional.of(value) : Optional.empty();
  }

  private static String shown(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise());
  }

  private void add(String path, String got, String expected) {
    problems.add("%s: got %s, expected %s".formatted(path, got, expected));
  }
}
