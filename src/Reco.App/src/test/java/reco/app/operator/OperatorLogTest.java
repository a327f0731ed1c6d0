package reco.app.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reco.admin.v1.LogLine;
import reco.admin.v1.LogTailQuestion;
import reco.admin.v1.SetLogLevel;

/** What operators see and change of a node's log. */
class OperatorLogTest {
  private static final String LOGGER = "reco.streams";

  private final LoggerContext logging = new LoggerContext();
  private final List<Runnable> later = new ArrayList<>();
  private final LoggerLevels levels =
      new LoggerLevels(
          logging,
          InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")),
          (after, work) -> {
            assertThat(after).isPositive();
            later.add(work);
          });

  @Test
  void aLevelHoldsForAWhileAndThenIsWhatItWas() {
    var set = levels.set(request("DEBUG"));

    assertThat(set.getLevels(0).getUntil()).isEqualTo("2026-01-01T00:01:00Z");
    assertThat(logging.getLogger(LOGGER).getLevel()).isEqualTo(Level.DEBUG);

    later.forEach(Runnable::run);

    assertThat(logging.getLogger(LOGGER).getLevel()).isNull();
    assertThat(levels.levels(LOGGER).getLevels(0).getUntil()).isEmpty();
  }

  @Test
  void oneThatIsSetAgainHoldsToTheEndOfTheSecondTime() {
    logging.getLogger(LOGGER).setLevel(Level.WARN);
    levels.set(request("DEBUG"));
    levels.set(request("TRACE").toBuilder().setSeconds(90).build());

    later.getFirst().run();

    assertThat(logging.getLogger(LOGGER).getLevel()).isEqualTo(Level.TRACE);

    later.getLast().run();

    assertThat(logging.getLogger(LOGGER).getLevel()).isEqualTo(Level.WARN);
  }

  @Test
  void onlySoManyAreSetAtOnce() {
    for (int i = 0; i < 50; i++) {
      levels.set(request("DEBUG").toBuilder().setLogger("reco.l" + i).build());
    }

    assertThatThrownBy(() -> levels.set(request("DEBUG"))).hasMessageContaining("50 levels");
  }

  @Test
  void theLastLinesAreKeptUpToALimitAndFound() {
    try (var recent = RecentLog.start(logging)) {
      var logger = logging.getLogger(LOGGER);
      for (int i = 1; i <= 600; i++) {
        logger.info("line {} of\nmany", i);
      }

      var last = recent.tail(LogTailQuestion.newBuilder().setLimit(2).build()).getLinesList();

      assertThat(last).extracting(LogLine::getNumber).containsExactly(599L, 600L);
      assertThat(last.getLast().getText()).endsWith("INFO  reco.streams line 600 of many");
      assertThat(found(recent, "LINE 160 OF")).singleElement();
      assertThat(found(recent, "LINE 60 OF")).isEmpty();
      assertThat(recent.tail(LogTailQuestion.newBuilder().setLimit(500).build()).getLinesList())
          .hasSize(500);
    }
  }

  @Test
  void aClosedOneKeepsNothingMore() {
    var recent = RecentLog.start(logging);
    recent.close();

    logging.getLogger(LOGGER).info("unheard");

    assertThat(recent.tail(LogTailQuestion.newBuilder().setLimit(1).build()).getLinesList())
        .isEmpty();
  }

  private static List<LogLine> found(RecentLog recent, String text) {
    return recent
        .tail(LogTailQuestion.newBuilder().setLimit(500).setContains(text).build())
        .getLinesList();
  }

  private static SetLogLevel request(String level) {
    return SetLogLevel.newBuilder().setLogger(LOGGER).setLevel(level).setSeconds(60).build();
  }
}
