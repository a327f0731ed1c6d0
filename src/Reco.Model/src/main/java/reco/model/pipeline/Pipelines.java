package reco.model.pipeline;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The pipelines of all surfaces, by name. */
public final class Pipelines {
  private static final String PATH = "reco.pipelines";

  private final Map<String, Pipeline> byName;

  private Pipelines(Map<String, Pipeline> byName) {
    this.byName = byName;
  }

  /**
   * Reads {@code reco.pipelines}: a section a surface, as hocon/pipelines.conf has them.
   *
   * @throws InvalidPipelineException with every problem of every section: an unknown key, a wrong
   *     type, a missing value, and all that {@link Pipeline} refuses
   */
  public static Pipelines load(Config config) {
    if (!config.hasPath(PATH)) {
      var problem = PATH + ": missing, expected a section for each surface";
      throw new InvalidPipelineException(List.of(problem));
    }
    var problems = new ArrayList<String>();
    var byName = new TreeMap<String, Pipeline>();
    var sections = new TreeMap<String, ConfigValue>(config.resolve().getObject(PATH));
    for (var section : sections.entrySet()) {
      var reader = new PipelineReader(PATH + "." + section.getKey());
      try {
        reader.read(section.getKey(), section.getValue()).ifPresent(p -> byName.put(p.name(), p));
      } catch (InvalidPipelineException refused) {
        refused.problems().forEach(problem -> problems.add(PATH + "." + problem));
      }
      problems.addAll(reader.problems());
    }
    if (!problems.isEmpty()) {
      throw new InvalidPipelineException(problems);
    }
    return new Pipelines(byName);
  }

  /** Reads one declaration, as {@link Pipeline#describe} writes it. */
  public static Pipeline parse(String declaration) {
    var pipelines = load(ConfigFactory.parseString(PATH + " {\n" + declaration + "\n}"));
    if (pipelines.all().size() != 1) {
      var problem = PATH + ": got " + pipelines.names() + ", expected one declaration";
      throw new InvalidPipelineException(List.of(problem));
    }
    return pipelines.all().iterator().next();
  }

  public Optional<Pipeline> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** In alphabetical order of their names. */
  public Collection<Pipeline> all() {
    return byName.values();
  }

  public Collection<String> names() {
    return byName.keySet();
  }
}
