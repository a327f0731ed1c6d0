package reco.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import reco.model.decision.Decision;
import reco.model.decision.Decision.Placed;
import reco.model.decision.Decision.Reason;
import reco.model.decision.Degradation;
import reco.model.decision.Inputs;
import reco.model.decision.Query;
import reco.model.decision.Rung;
import reco.model.decision.Versions;
import reco.model.id.ItemId;
import reco.model.interaction.LogPosition;
import reco.model.item.ItemRows;
import reco.model.pipeline.Pipeline;
import reco.model.ranking.Parameters;
import reco.model.user.UserState;
import reco.node.request.Recommendation;

/** Slates whose items are i0, i1, i2 and so on. */
final class FakeSlates {
  private static final Pipeline PIPELINE =
      new Pipeline(
          "home",
          Duration.ofMillis(100),
          Duration.ofMillis(15),
          List.of(
              new Pipeline.Source("two-tower", 300, Duration.ofMillis(20)),
              new Pipeline.Source("trending", 50, Duration.ofMillis(5))),
          List.of(new Pipeline.Filter("visible")),
          new Pipeline.Ranker("engagement", 500, Duration.ofMillis(40)),
          List.of(new Pipeline.Reranker("mmr")),
          new Pipeline.Exploration("none"));

  private FakeSlates() {}

  static Recommendation recommendation(
      Query query, UserState user, Optional<LogPosition> watermark, int size) {
    List<Placed> items = IntStream.range(0, size).mapToObj(FakeSlates::placed).toList();
    return new Recommendation(
        PIPELINE,
        new Inputs(
            query,
            user,
            List.of(),
            ItemRows.NONE,
            ItemRows.NONE,
            new float[0],
            new Parameters(java.util.Map.of()),
            new Versions("ranker@v1", "retrieval@v1", "catalogue@1", "home@1", "p@1", "spec@1")),
        new Decision(items, Rung.RANKED, size + 5, 5),
        watermark,
        List.of(new Degradation("trending", "late")));
  }

  private static Placed placed(int at) {
    Reason reason =
        at == 0
            ? new Reason(Reason.Kind.BECAUSE_YOU_HAD, ItemId.of("i9").key(), "")
            : new Reason(Reason.Kind.TRENDING, 0, "");
    int[] sources = at == 0 ? new int[] {0, 1} : new int[] {1};
    return new Placed(
        at,
        ItemId.of("i" + at).key(),
        "i" + at,
        1.0 - at / 1000.0,
        sources,
        0.9f,
        at % 10 == 5,
        reason);
  }
}
