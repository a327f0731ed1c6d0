package reco.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reco.internal.v1.DecisionTrace;
import reco.model.decision.Decision;
import reco.model.decision.Degradation;
import reco.model.decision.Funnel;
import reco.model.decision.Inputs;
import reco.model.decision.Query;
import reco.model.decision.RecordedDecision;
import reco.model.decision.Replay;
import reco.model.decision.Rung;
import reco.model.decision.Trace;
import reco.model.id.UserId;
import reco.model.pipeline.Pipeline;
import reco.model.sample.SampleInputs;
import reco.model.slate.LaterPage;
import reco.model.slate.PinnedItem;

class DecisionCodecTest {
  private static final Pipeline HOME = SampleInputs.home();
  private static final List<Degradation> LATE = List.of(new Degradation("two-tower", "late"));

  /** DESIGN 5: each decision comes out the same, bit for bit, from what crossed the wire. */
  @Test
  void aThousandDecisionsReplayFromTheirTraces() throws InvalidProtocolBufferException {
    for (long seed = 0; seed < 1_000; seed++) {
      var inputs = SampleInputs.of(seed);
      var decision = decide(inputs, Rung.values()[(int) (seed % 10 < 8 ? 0 : seed % 10 - 7)]);

      var trace = throughTheWire(trace(inputs, decision));
      var replayed = Replay.run(trace, SampleInputs::rank);

      assertThat(replayed.differences()).as("seed %d", seed).isEmpty();
      assertThat(replayed.otherVersions()).isEmpty();
      assertThat(reasons(replayed.decision())).isEqualTo(reasons(decision));
    }
  }

  @Test
  void aTraceComesBackAsItWas() throws InvalidProtocolBufferException {
    for (long seed = 0; seed < 5; seed++) {
      var inputs = SampleInputs.of(seed);
      var trace = trace(inputs, decide(inputs, Rung.RANKED));

      assertThat(throughTheWire(trace)).usingRecursiveComparison().isEqualTo(trace);
    }
  }

  @Test
  void aReplayTellsWhereItDiffers() {
    var inputs = SampleInputs.of(3);
    var trace = trace(inputs, decide(inputs, Rung.RETRIEVAL));
    var positions = new ArrayList<>(trace.decision().positions());
    var first = positions.getFirst();
    double oneBitMore = Math.nextUp(first.score());
    positions.set(
        0,
        new RecordedDecision.Position(
            first.id(), oneBitMore, first.propensity(), first.explored(), first.source()));
    var altered =
        new Trace(HOME, inputs, new RecordedDecision(Rung.RETRIEVAL, 0, positions), LATE, "", "");

    var replayed = Replay.run(altered, SampleInputs::rank);

    assertThat(replayed.identical()).isFalse();
    assertThat(replayed.differences())
        .singleElement()
        .satisfies(difference -> assertThat(difference.position()).isZero());
  }

  @Test
  void theRecordOfALaterPageNamesWhatStoodWhere() {
    var reason = new Decision.Reason(Decision.Reason.Kind.TRENDING, 0, "");
    var page =
        new LaterPage(
            "r-1",
            UserId.of("ada"),
            "home",
            42,
            List.of(
                new LaterPage.Served(
                    20, "i7", new PinnedItem(7, 0.5f, 0.9f, true, "trending", reason)),
                new LaterPage.Served(22, "i9", new PinnedItem(9, 0.25f, 1, false, "", reason))));

    var record = DecisionCodec.record(page);

    assertThat(record.getRequestId()).isEqualTo("r-1");
    assertThat(record.getSeed()).isEqualTo(Query.seed("r-1"));
    assertThat(record.getInstantMillis()).isEqualTo(42);
    assertThat(record.getOffset()).isEqualTo(20);
    assertThat(record.getPositionsList()).containsExactly(20, 22);
    assertThat(record.getItemsList()).containsExactly("i7", "i9");
    assertThat(record.getScoresList()).containsExactly(0.5, 0.25);
    assertThat(record.getPropensitiesList()).containsExactly(0.9f, 1f);
    assertThat(record.getExploredList()).containsExactly(true, false);
    assertThat(record.getSourceNamesList()).containsExactly("trending", "");
  }

  /** DESIGN 1: one compact record a slate, under 2 KB; ids as long as a UUID. */
  @Test
  void aRecordOfTwentyItemsStaysBelowTwoKilobytes() {
    var inputs = SampleInputs.of(5);
    var decision = withLongIds(decide(inputs, Rung.RANKED));

    var record = DecisionCodec.record(inputs, decision, LATE, 20, 20);

    assertThat(record.getItemsList()).hasSize(20);
    assertThat(record.getOffset()).isEqualTo(20);
    assertThat(record.getSerializedSize()).isLessThan(2_048);
  }

  /** EX-4. */
  @Test
  void aRecordHasAPropensityOverZeroForEachItem() {
    var inputs = SampleInputs.of(6);

    var record = DecisionCodec.record(inputs, decide(inputs, Rung.RANKED), List.of(), 0, 500);

    assertThat(record.getPropensitiesList())
        .hasSameSizeAs(record.getItemsList())
        .allSatisfy(propensity -> assertThat(propensity).isPositive());
  }

  @Test
  void aTraceThatLostAColumnIsRefused() {
    var inputs = SampleInputs.of(7);
    var message = DecisionCodec.encode(trace(inputs, decide(inputs, Rung.RANKED))).toBuilder();
    message.getRowsBuilder().clearStatistics();

    assertThatThrownBy(() -> DecisionCodec.decode(message.build()))
        .isInstanceOf(CorruptStateException.class)
        .hasMessageContaining("statistics: got 0, expected");
  }

  @Test
  void anEmptyTraceIsRefused() {
    assertThatThrownBy(() -> DecisionCodec.decode(DecisionTrace.getDefaultInstance()))
        .isInstanceOf(CorruptStateException.class);
  }

  private static Trace trace(Inputs inputs, Decision decision) {
    return new Trace(HOME, inputs, RecordedDecision.of(decision), LATE, "build 1", "CPU, x86-64");
  }

  private static Trace throughTheWire(Trace trace) throws InvalidProtocolBufferException {
    return DecisionCodec.decode(DecisionTrace.parseFrom(DecisionCodec.encode(trace).toByteArray()));
  }

  private static Decision decide(Inputs inputs, Rung rung) {
    return switch (rung) {
      case RANKED -> {
        var prepared = Funnel.prepare(HOME, inputs);
        yield Funnel.decide(prepared, Optional.of(SampleInputs.rank(prepared.features())));
      }
      case RETRIEVAL -> Funnel.decide(Funnel.prepare(HOME, inputs), Optional.empty());
      case POPULARITY -> Funnel.fallback(HOME, inputs);
    };
  }

  private static List<Decision.Reason> reasons(Decision decision) {
    return decision.items().stream().map(Decision.Placed::reason).toList();
  }

  private static Decision withLongIds(Decision decision) {
    var items =
        decision.items().stream()
            .map(placed ->
                new Decision.Placed(
                    placed.row(),
                    placed.item(),
                    "%036d".formatted(placed.row()),
                    placed.score(),
                    placed.sources(),
                    placed.propensity(),
                    placed.explored(),
                    placed.reason()))
            .toList();
    return new Decision(items, decision.rung(), decision.candidates(), decision.removed());
  }
}
