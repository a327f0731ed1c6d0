package reco.protocol;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import reco.internal.v1.DecisionRecord;
import reco.internal.v1.DecisionTrace;
import reco.internal.v1.ParameterValue;
import reco.model.decision.Decision;
import reco.model.decision.Degradation;
import reco.model.decision.Inputs;
import reco.model.decision.Query;
import reco.model.decision.RecordedDecision;
import reco.model.decision.Rung;
import reco.model.decision.Trace;
import reco.model.decision.Versions;
import reco.model.id.UserId;
import reco.model.pipeline.Pipelines;
import reco.model.pipeline.SourceAnswer;
import reco.model.ranking.Parameters;
import reco.model.slate.LaterPage;

/**
 * Decisions as the log holds them: a compact record of each page served, and the trace of some with
 * every bit that a replay reads.
 */
public final class DecisionCodec {
  private DecisionCodec() {}

  /**
   * The record of one page of a slate.
   *
   * @param offset position of the page's first item in the slate
   * @param count most items of the page
   */
  public static DecisionRecord record(
      Inputs inputs, Decision decision, List<Degradation> degraded, int offset, int count) {
    return record(inputs, RecordedDecision.page(decision, offset, count), degraded);
  }

  /** The record of a later page. */
  public static DecisionRecord record(LaterPage page) {
    var record =
        DecisionRecord.newBuilder()
            .setRequestId(page.requestId())
            .setTenant(page.user().tenant())
            .setUserId(page.user().id())
            .setSurface(page.surface())
            .setInstantMillis(page.instantMillis())
            .setSeed(Query.seed(page.requestId()));
    for (var served : page.items()) {
      record
          .addPositions(served.position())
          .addItems(served.id())
          .addScores(served.pinned().score())
          .addPropensities(served.pinned().propensity())
          .addExplored(served.pinned().explored())
          .addSourceNames(served.pinned().source());
    }
    page.items().stream().findFirst().ifPresent(first -> record.setOffset(first.position()));
    return record.build();
  }

  /** The trace as a message. */
  public static DecisionTrace encode(Trace trace) {
    var inputs = trace.inputs();
    var message =
        DecisionTrace.newBuilder()
            .setDecision(record(inputs, trace.decision(), trace.degraded()))
            .setQuery(encode(inputs.query()))
            .setUser(UserStateCodec.toRecord(inputs.user()))
            .setUserRevision(inputs.user().revision())
            .setQueryRevision(inputs.queryRevision())
            .setRows(ItemRowsCodec.encode(inputs.rows()))
            .setPipeline(trace.pipeline().describe())
            .setBuild(trace.build())
            .setPlatform(trace.platform());
    for (var answer : inputs.answers()) {
      message.addAnswers(encode(answer));
    }
    for (float value : inputs.queryVector()) {
      message.addQueryVector(value);
    }
    inputs
        .parameters()
        .values()
        .forEach((name, value) ->
            message.addParameters(ParameterValue.newBuilder().setName(name).setValue(value)));
    return message.build();
  }

  /**
   * The trace of such a message.
   *
   * @throws CorruptStateException where the message is no trace
   */
  public static Trace decode(DecisionTrace message) {
    try {
      return new Trace(
          Pipelines.parse(message.getPipeline()),
          inputs(message),
          decision(message.getDecision()),
          message.getDecision().getDegradedList().stream().map(DecisionCodec::decode).toList(),
          message.getBuild(),
          message.getPlatform());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new CorruptStateException("trace: " + e.getMessage(), e);
    }
  }

  private static DecisionRecord record(
      Inputs inputs, RecordedDecision decision, List<Degradation> degraded) {
    var query = inputs.query();
    var record =
        DecisionRecord.newBuilder()
            .setRequestId(query.requestId())
            .setTenant(query.user().tenant())
            .setUserId(query.user().id())
            .setSurface(query.surface())
            .setInstantMillis(query.instantMillis())
            .setSeed(query.seed())
            .setOffset(decision.offset())
            .setUserRevision(inputs.user().revision())
            .setVersions(encode(inputs.versions()))
            .setCandidates(inputs.rows().size())
            .setRung(encode(decision.rung()));
    for (var position : decision.positions()) {
      record
          .addItems(position.id())
          .addScores(position.score())
          .addPropensities(position.propensity())
          .addExplored(position.explored())
          .addSources(position.source());
    }
    degraded.forEach(degradation -> record.addDegraded(encode(degradation)));
    return record.build();
  }

  private static RecordedDecision decision(DecisionRecord record) {
    var positions = new ArrayList<RecordedDecision.Position>(record.getItemsCount());
    for (int i = 0; i < record.getItemsCount(); i++) {
      positions.add(
          new RecordedDecision.Position(
              record.getItems(i),
              record.getScores(i),
              record.getPropensities(i),
              record.getExplored(i),
              record.getSources(i)));
    }
    return new RecordedDecision(decode(record.getRung()), record.getOffset(), positions);
  }

  private static Inputs inputs(DecisionTrace message) {
    var vector = new float[message.getQueryVectorCount()];
    for (int d = 0; d < vector.length; d++) {
      vector[d] = message.getQueryVector(d);
    }
    return new Inputs(
        query(message),
        UserStateCodec.fromRecord(message.getUser(), message.getUserRevision()),
        message.getAnswersList().stream().map(DecisionCodec::decode).toList(),
        ItemRowsCodec.decode(message.getRows()),
        vector,
        message.getQueryRevision(),
        parameters(message),
        decode(message.getDecision().getVersions()));
  }

  private static Parameters parameters(DecisionTrace message) {
    return new Parameters(
        message.getParametersList().stream()
            .collect(toMap(ParameterValue::getName, ParameterValue::getValue)));
  }

  private static reco.internal.v1.Query encode(Query query) {
    return reco.internal.v1.Query.newBuilder()
        .setSurface(query.surface())
        .setCount(query.count())
        .setCountry(query.country())
        .setDevice(query.device())
        .setLastItem(query.lastItem())
        .setInstantMillis(query.instantMillis())
        .setSeed(query.seed())
        .build();
  }

  private static Query query(DecisionTrace message) {
    var record = message.getDecision();
    var query = message.getQuery();
    return new Query(
        record.getRequestId(),
        new UserId(record.getTenant(), record.getUserId()),
        query.getSurface(),
        query.getCount(),
        query.getCountry(),
        query.getDevice(),
        query.getLastItem(),
        query.getInstantMillis(),
        query.getSeed());
  }

  private static reco.internal.v1.SourceAnswer encode(SourceAnswer answer) {
    var message =
        reco.internal.v1.SourceAnswer.newBuilder()
            .setSource(answer.source())
            .setMissing(answer.missing());
    for (int rank = 0; rank < answer.items().length; rank++) {
      message
          .addItems(answer.items()[rank])
          .addScores(answer.scores()[rank])
          .addAnchors(answer.anchors()[rank]);
    }
    return message.build();
  }

  private static SourceAnswer decode(reco.internal.v1.SourceAnswer message) {
    int count = message.getItemsCount();
    var items = new long[count];
    var scores = new float[count];
    var anchors = new long[count];
    for (int rank = 0; rank < count; rank++) {
      items[rank] = message.getItems(rank);
      scores[rank] = message.getScores(rank);
      anchors[rank] = message.getAnchors(rank);
    }
    return new SourceAnswer(message.getSource(), items, scores, anchors, message.getMissing());
  }

  private static reco.v1.Versions encode(Versions versions) {
    return reco.v1.Versions.newBuilder()
        .setRanker(versions.ranker())
        .setRetrieval(versions.retrieval())
        .setCatalogue(versions.catalogue())
        .setPipeline(versions.pipeline())
        .setParameters(versions.parameters())
        .setFeatureSpec(versions.featureSpec())
        .build();
  }

  private static Versions decode(reco.v1.Versions message) {
    return new Versions(
        message.getRanker(),
        message.getRetrieval(),
        message.getCatalogue(),
        message.getPipeline(),
        message.getParameters(),
        message.getFeatureSpec());
  }

  private static reco.v1.Degradation encode(Degradation degradation) {
    return reco.v1.Degradation.newBuilder()
        .setStage(degradation.stage())
        .setCause(degradation.cause())
        .build();
  }

  private static Degradation decode(reco.v1.Degradation message) {
    return new Degradation(message.getStage(), message.getCause());
  }

  private static reco.internal.v1.Rung encode(Rung rung) {
    return switch (rung) {
      case RANKED -> reco.internal.v1.Rung.RUNG_RANKED;
      case RETRIEVAL -> reco.internal.v1.Rung.RUNG_RETRIEVAL;
      case POPULARITY -> reco.internal.v1.Rung.RUNG_POPULARITY;
    };
  }

  private static Rung decode(reco.internal.v1.Rung message) {
    return switch (message) {
      case RUNG_RANKED -> Rung.RANKED;
      case RUNG_RETRIEVAL -> Rung.RETRIEVAL;
      case RUNG_POPULARITY -> Rung.POPULARITY;
      case RUNG_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("rung: got " + message + ", expected a known one");
    };
  }
}
