package reco.model.decision;

import java.util.ArrayList;
import java.util.Arrays;
import reco.model.decision.Decision.Placed;
import reco.model.decision.Funnel.Prepared;
import reco.model.pipeline.Stages;
import reco.model.ranking.Caps;
import reco.model.ranking.MaximalMarginalRelevance;
import reco.model.ranking.Parameter;
import reco.model.ranking.Placement;

/** From scores to the slate: re-ranking, caps and exploration, reasons. */
final class Assembly {
  /** Pages whose order diversity decides; further ones follow the score. */
  private static final int DIVERSE_PAGES = 3;

  private final Prepared prepared;
  private final Inputs inputs;

  Assembly(Prepared prepared) {
    this.prepared = prepared;
    this.inputs = prepared.inputs();
  }

  /**
   * Orders the kept rows and fills the positions.
   *
   * @param scores one a kept row
   */
  Decision decide(double[] scores, Rung rung) {
    var ranking = Ranking.of(inputs.rows(), prepared.kept(), scores);
    return slate(reranked(ranking), rung);
  }

  private Ranking reranked(Ranking ranking) {
    var reranked = ranking;
    for (var reranker : prepared.pipeline().rerankers()) {
      if (reranker.name().equals(Stages.MMR)) {
        reranked = diversified(reranked);
      }
    }
    return reranked;
  }

  private Ranking diversified(Ranking ranking) {
    double lambda = inputs.parameters().get(Parameter.MMR_LAMBDA);
    int depth = DIVERSE_PAGES * inputs.query().count();
    return ranking.inOrder(
        MaximalMarginalRelevance.order(
            inputs.rows(), ranking.rows(), ranking.scores(), lambda, depth));
  }

  private Decision slate(Ranking ranking, Rung rung) {
    var categories = new int[ranking.rows().length];
    Arrays.setAll(categories, place -> inputs.rows().categories()[ranking.rows()[place]]);
    var placed =
        Placement.place(categories, caps(), epsilon(), inputs.query().seed(), Decision.MAX_ITEMS);
    var reasons = new Reasons(prepared.pipeline(), inputs, prepared.provenance());
    var items = new ArrayList<Placed>(placed.order().length);
    for (int position = 0; position < placed.order().length; position++) {
      int place = placed.order()[position];
      int row = ranking.rows()[place];
      var sources = prepared.provenance().sourcesOf(row);
      boolean isExplored = placed.explored()[position];
      items.add(
          new Placed(
              row,
              inputs.rows().keys()[row],
              inputs.rows().ids()[row],
              ranking.scores()[place],
              sources,
              placed.propensities()[position],
              isExplored,
              reasons.of(row, sources, isExplored)));
    }
    return new Decision(items, rung, inputs.rows().size(), prepared.removed().size());
  }

  /** The caps stand behind all re-rankers, so that exploration keeps them as well. */
  private Caps caps() {
    return prepared.pipeline().hasReranker(Stages.CATEGORY_CAP)
        ? Caps.of(inputs.parameters(), inputs.query().count())
        : Caps.NONE;
  }

  private double epsilon() {
    return prepared.pipeline().exploration().isOn()
        ? inputs.parameters().get(Parameter.EXPLORATION_SHARE)
        : 0;
  }
}
