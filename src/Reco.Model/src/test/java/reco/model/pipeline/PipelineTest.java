package reco.model.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import reco.model.pipeline.Pipeline.Exploration;
import reco.model.pipeline.Pipeline.Filter;
import reco.model.pipeline.Pipeline.Ranker;
import reco.model.pipeline.Pipeline.Reranker;
import reco.model.pipeline.Pipeline.Source;

/** DESIGN 6 and 8. */
class PipelineTest {
  private static final Ranker ENGAGEMENT = new Ranker(Stages.ENGAGEMENT, 500, millis(40));

  @Test
  void budgetsThatCannotMeetTheDeadlineAreRefusedWithTheSum() {
    assertThatThrownBy(() -> pipeline(84, List.of(source(Stages.TWO_TOWER, 300, 20)), ENGAGEMENT))
        .isInstanceOf(InvalidPipelineException.class)
        .hasMessage(
            "home.deadline: got 84 ms, expected at least 85 ms: user 15 ms, slowest source 20 ms,"
                + " ranker 40 ms, margin 10 ms");
  }

  @Test
  void budgetsThatJustMeetTheDeadlineAreTaken() {
    var pipeline = pipeline(85, List.of(source(Stages.TWO_TOWER, 300, 20)), ENGAGEMENT);

    assertThat(pipeline.deadline()).isEqualTo(millis(85));
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    var sources =
        List.of(
            source("astrology", 300, 20),
            source(Stages.NEW, 0, 5),
            source(Stages.NEW, 5_001, 0),
            source(Stages.TRENDING, 50, 5));

    assertThatThrownBy(() ->
            new Pipeline(
                "Home",
                millis(20),
                millis(15),
                sources,
                List.of(new Filter("mood")),
                new Ranker("oracle", 6_000, millis(40)),
                List.of(new Reranker(Stages.CATEGORY_CAP), new Reranker(Stages.MMR)),
                new Exploration("dice")))
        .isInstanceOfSatisfying(
            InvalidPipelineException.class,
            refused ->
                assertThat(refused.problems())
                    .hasSize(12)
                    .anyMatch(problem -> problem.startsWith("Home.name: got Home"))
                    .anyMatch(problem -> problem.contains("sources: got astrology, expected one"))
                    .anyMatch(problem -> problem.contains("sources: got new twice"))
                    .anyMatch(problem -> problem.contains("sources.new.quota: got 0,"))
                    .anyMatch(problem -> problem.contains("sources.new.quota: got 5001,"))
                    .anyMatch(problem -> problem.contains("sources.new.budget: got 0 ms"))
                    .anyMatch(problem -> problem.contains("filters: got mood"))
                    .anyMatch(problem -> problem.contains("ranker: got oracle"))
                    .anyMatch(problem -> problem.contains("ranker.candidates: got 6000"))
                    .anyMatch(problem -> problem.contains("category-cap: got place 1 of 2"))
                    .anyMatch(problem -> problem.contains("exploration: got dice"))
                    .anyMatch(problem -> problem.contains("deadline: got 20 ms")));
  }

  @Test
  void aPipelineWithoutSourcesIsRefused() {
    assertThatThrownBy(() -> pipeline(100, List.of(), ENGAGEMENT))
        .hasMessageContaining("sources: got none, expected at least one");
  }

  @Test
  void aPipelineWithoutARankerNeedsNoBudgetForIt() {
    var pipeline =
        pipeline(
            50,
            List.of(source(Stages.TRENDING, 50, 5)),
            new Ranker(Stages.NONE, 50, Duration.ZERO));

    assertThat(pipeline.ranker().isModel()).isFalse();
  }

  @Property(tries = 200)
  void whatIsPrintedReadsBackAsTheSame(@ForAll("pipelines") Pipeline pipeline) {
    assertThat(Pipelines.parse(pipeline.describe())).isEqualTo(pipeline);
  }

  @Property(tries = 100)
  void theVersionIsTheDeclarations(
      @ForAll("pipelines") Pipeline one, @ForAll("pipelines") Pipeline other) {
    assertThat(one.version().equals(other.version())).isEqualTo(one.equals(other));
    assertThat(one.version()).startsWith(one.name() + "@");
  }

  @Provide
  Arbitrary<Pipeline> pipelines() {
    var source =
        Combinators.combine(
                Arbitraries.of(Stages.SOURCES),
                Arbitraries.integers().between(1, 5_000),
                Arbitraries.integers().between(1, 30_000))
            .as((name, quota, micros) ->
                new Source(name, quota, Duration.ofNanos(micros * 1_000L)));
    var filters = Arbitraries.of(Stages.FILTERS).map(Filter::new).list().uniqueElements();
    return Combinators.combine(
            Arbitraries.of("home", "item", "more-like-this"),
            source.list().ofMinSize(1).uniqueElements(Source::name),
            filters,
            Arbitraries.integers().between(1, 5_000),
            Arbitraries.of(
                List.<Reranker>of(),
                List.of(new Reranker(Stages.MMR)),
                List.of(new Reranker(Stages.MMR), new Reranker(Stages.CATEGORY_CAP))),
            Arbitraries.of(Stages.EXPLORATIONS))
        .as((name, sources, listed, candidates, rerankers, exploration) ->
            new Pipeline(
                name,
                millis(100),
                Duration.ofNanos(14_999_999),
                sources,
                listed,
                new Ranker(Stages.ENGAGEMENT, candidates, millis(40)),
                rerankers,
                new Exploration(exploration)));
  }

  private static Pipeline pipeline(int deadline, List<Source> sources, Ranker ranker) {
    return new Pipeline(
        "home",
        millis(deadline),
        millis(15),
        sources,
        List.of(),
        ranker,
        List.of(),
        new Exploration(Stages.NONE));
  }

  private static Source source(String name, int quota, int budgetMillis) {
    return new Source(name, quota, millis(budgetMillis));
  }

  private static Duration millis(int millis) {
    return Duration.ofMillis(millis);
  }
}
