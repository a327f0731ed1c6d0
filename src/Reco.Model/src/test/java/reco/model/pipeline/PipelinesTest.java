package reco.model.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DESIGN 8. */
class PipelinesTest {
  private static final Path SHIPPED = Path.of("../../hocon/pipelines.conf");

  @Test
  void theShippedPipelinesLoad() {
    var pipelines = Pipelines.load(ConfigFactory.parseFile(SHIPPED.toFile()));

    assertThat(pipelines.names()).containsExactly("evaluate", "home", "item", "trending");
    assertThat(pipelines.find("home").orElseThrow().sources())
        .extracting(Pipeline.Source::name)
        .containsExactly(
            Stages.TWO_TOWER,
            Stages.CO_VISITATION,
            Stages.USER_NEIGHBOURS,
            Stages.EASE,
            Stages.TRENDING,
            Stages.POPULARITY,
            Stages.NEW);
    assertThat(pipelines.all().stream().flatMap(pipeline -> pipeline.sources().stream()))
        .extracting(Pipeline.Source::name)
        .containsAll(Stages.SOURCES);
  }

  /** FL-4, FL-1: what a surface must not show is declared for each of them. */
  @Test
  void everyShippedPipelineListsTheHardFilters() {
    var pipelines = Pipelines.load(ConfigFactory.parseFile(SHIPPED.toFile()));

    assertThat(pipelines.all())
        .allSatisfy(pipeline ->
            assertThat(pipeline.filters())
                .extracting(Pipeline.Filter::name)
                .contains(Stages.VISIBLE, Stages.AVAILABLE, Stages.LICENSED, Stages.AGE));
  }

  @Test
  void unknownKeysAndWrongTypesAreRefusedTogether() {
    var problems =
        problemsOf(
            """
            reco.pipelines.home {
              deadline = 100
              user-budget = soon
              sources = [{ name = trending, quota = many, budget = 5 ms, colour = red }]
              filters = unseen
              ranker = { name = engagement, candidates = 12.5 }
              explorer = epsilon-greedy
            }
            """);

    assertThat(problems)
        .containsExactlyInAnyOrder(
            "reco.pipelines.home.explorer: got unknown key with \"epsilon-greedy\", expected one of"
                + " [deadline, exploration, filters, ranker, rerankers, sources, user-budget]",
            "reco.pipelines.home.deadline: got 100, expected a duration with its unit, such as"
                + " 20 ms",
            "reco.pipelines.home.user-budget: got \"soon\", expected a duration with its unit, such"
                + " as 20 ms",
            "reco.pipelines.home.sources[0].colour: got unknown key with \"red\", expected one of"
                + " [budget, name, quota]",
            "reco.pipelines.home.sources[0].quota: got \"many\", expected a whole number",
            "reco.pipelines.home.filters: got \"unseen\", expected a list",
            "reco.pipelines.home.ranker.candidates: got 12.5, expected a whole number",
            "reco.pipelines.home.ranker.budget: got nothing, expected a duration with its unit,"
                + " such as 20 ms");
  }

  @Test
  void problemsOfSeveralSurfacesAreListedTogether() {
    var problems = problemsOf("reco.pipelines { home = 1, item {} }");

    assertThat(problems)
        .anyMatch(problem -> problem.startsWith("reco.pipelines.home: got 1"))
        .anyMatch(problem -> problem.startsWith("reco.pipelines.item.sources: got nothing"));
  }

  @Test
  void whatAPipelineRefusesIsNamedByItsPath() {
    var problems =
        problemsOf(
            """
            reco.pipelines.home {
              deadline = 30 ms, user-budget = 15 ms
              sources = [{ name = trending, quota = 50, budget = 5 ms }]
              ranker = { name = engagement, candidates = 100, budget = 40 ms }
            }
            """);

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("reco.pipelines.home.deadline: got 30 ms, expected at least 70 ms");
  }

  @Test
  void aConfigurationWithoutPipelinesIsRefused() {
    assertThat(problemsOf("reco.kafka {}")).singleElement().asString().contains("missing");
  }

  private static List<String> problemsOf(String hocon) {
    var config = ConfigFactory.parseString(hocon);
    var problems = new ArrayList<String>();
    assertThatThrownBy(() -> Pipelines.load(config))
        .isInstanceOfSatisfying(
            InvalidPipelineException.class, refused -> problems.addAll(refused.problems()));
    return problems;
  }
}
