package reco.model.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import reco.model.decision.Funnel.Removal;
import reco.model.pipeline.Provenance;

/**
 * The candidates, kept and removed.
 *
 * @param kept rows, ascending
 * @param removed rows with the first filter that removed them, ascending
 */
record Filtered(int[] kept, List<Removal> removed) {
  static Filtered by(List<FilterRule> rules, Inputs inputs, Provenance provenance) {
    var removes = new IntPredicate[rules.size()];
    Arrays.setAll(removes, rule -> rules.get(rule).removes(inputs, provenance));
    var kept = new int[provenance.rows()];
    var removed = new ArrayList<Removal>();
    int count = 0;
    for (int row = 0; row < kept.length; row++) {
      int rule = firstThatRemoves(removes, row);
      if (rule < removes.length) {
        removed.add(new Removal(row, rules.get(rule).stageName()));
      } else {
        kept[count++] = row;
      }
    }
    return new Filtered(Arrays.copyOf(kept, count), List.copyOf(removed));
  }

  private static int firstThatRemoves(IntPredicate[] removes, int row) {
    int rule = 0;
    while (rule < removes.length && !removes[rule].test(row)) {
      rule++;
    }
    return rule;
  }
}
