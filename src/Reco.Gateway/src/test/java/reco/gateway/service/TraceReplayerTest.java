package reco.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reco.admin.v1.ReplayReport;
import reco.internal.v1.DecisionTrace;
import reco.model.decision.Decision;
import reco.model.decision.Funnel;
import reco.model.decision.Inputs;
import reco.model.decision.RecordedDecision;
import reco.model.decision.Trace;
import reco.model.sample.SampleInputs;
import reco.protocol.DecisionCodec;

class TraceReplayerTest {
  private static final String BUILD = "build 1";
  private static final String PLATFORM = "CPU, x86-64";

  @Test
  void aDecisionComesOutTheSameBitForBit() {
    DecisionTrace trace = trace(SampleInputs.of(1));

    ReplayReport report = replay(trace, BUILD);

    assertThat(report.getIdentical()).isTrue();
    assertThat(report.getPromise()).isEqualTo("bit for bit");
    assertThat(report.getLargestScoreDifference()).isZero();
    assertThat(report.getRowsList())
        .hasSize(trace.getDecision().getItemsCount())
        .allSatisfy(row -> assertThat(row.getReplayedItemId()).isEqualTo(row.getRecordedItemId()));
  }

  @Test
  void whereTheRecordDiffersTheReportSaysWhere() {
    DecisionTrace.Builder altered = trace(SampleInputs.of(2)).toBuilder();
    double recorded = altered.getDecision().getScores(0);
    altered.getDecisionBuilder().setScores(0, recorded + 0.5);

    ReplayReport report = replay(altered.build(), BUILD);

    assertThat(report.getIdentical()).isFalse();
    assertThat(report.getLargestScoreDifference()).isEqualTo(0.5);
  }

  @Test
  void anotherBuildPromisesLess() {
    ReplayReport report = replay(trace(SampleInputs.of(3)), "build 2");

    assertThat(report.getPromise())
        .isEqualTo("within 1e-5: decided by build build 1 on CPU, x86-64");
  }

  @Test
  void withoutTheRankerThatDecidedThereIsNoReplay() {
    var replayer = new TraceReplayer(version -> Optional.empty(), BUILD, PLATFORM, Runnable::run);

    assertThat(replayer.replay(trace(SampleInputs.of(4))).toCompletableFuture())
        .failsWithin(java.time.Duration.ofSeconds(1))
        .withThrowableOfType(java.util.concurrent.ExecutionException.class)
        .withCauseInstanceOf(IllegalStateException.class)
        .withMessageContaining("is not on this node");
  }

  @Test
  void withoutARankerInTheDecisionNoneIsNeeded() {
    Inputs inputs = SampleInputs.of(5);
    Decision decision =
        Funnel.decide(Funnel.prepare(SampleInputs.home(), inputs), Optional.empty());
    var replayer = new TraceReplayer(version -> Optional.empty(), BUILD, PLATFORM, Runnable::run);

    ReplayReport report = replayer.replay(trace(inputs, decision)).toCompletableFuture().join();

    assertThat(report.getIdentical()).isTrue();
  }

  private static ReplayReport replay(DecisionTrace trace, String build) {
    return new TraceReplayer(
            version -> Optional.of(SampleInputs::rank), build, PLATFORM, Runnable::run)
        .replay(trace)
        .toCompletableFuture()
        .join();
  }

  private static DecisionTrace trace(Inputs inputs) {
    var prepared = Funnel.prepare(SampleInputs.home(), inputs);
    return trace(
        inputs, Funnel.decide(prepared, Optional.of(SampleInputs.rank(prepared.features()))));
  }

  private static DecisionTrace trace(Inputs inputs, Decision decision) {
    return DecisionCodec.encode(
        new Trace(
            SampleInputs.home(),
            inputs,
            RecordedDecision.of(decision),
            List.of(),
            BUILD,
            PLATFORM));
  }
}
