package reco.model.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import reco.model.decision.Inputs;
import reco.model.decision.Query;
import reco.model.decision.Versions;
import reco.model.features.FeatureSpec;
import reco.model.item.ItemRows;
import reco.model.pipeline.SourceAnswer;
import reco.model.ranking.Parameter;
import reco.model.ranking.Parameters;
import reco.model.user.UserState;

/** Inputs of a decision, written down by hand; two items a page. */
public final class GivenInputs {
  private final ItemRows rows;
  private ItemRows past = ItemRows.NONE;
  private final List<SourceAnswer> answers = new ArrayList<>();
  private UserState user = GivenUser.anna().state();
  private String country = "";
  private long lastItem;
  private long seed = 1;
  private int count = 2;
  private float[] queryVector = {};
  private Parameters parameters =
      new Parameters(Map.of(Parameter.EXPLORATION_SHARE.parameterName(), 0.0));

  private GivenInputs(ItemRows rows) {
    this.rows = rows;
  }

  public static GivenInputs of(GivenItems items) {
    return new GivenInputs(items.rows());
  }

  public GivenInputs user(GivenUser given) {
    user = given.state();
    return this;
  }

  /** The user's state could not be read in time. */
  public GivenInputs unreadUser() {
    user = UserState.unread(user.user());
    return this;
  }

  /** The columns of the items that the user met. */
  public GivenInputs past(GivenItems items) {
    past = items.rows();
    return this;
  }

  public GivenInputs country(String ofRequest) {
    country = ofRequest;
    return this;
  }

  /** The visitor is at item-N. */
  public GivenInputs at(int item) {
    lastItem = GivenItems.key(item);
    return this;
  }

  public GivenInputs seed(long value) {
    seed = value;
    return this;
  }

  public GivenInputs page(int items) {
    count = items;
    return this;
  }

  public GivenInputs queryVector(float... vector) {
    queryVector = vector;
    return this;
  }

  public GivenInputs parameter(Parameter parameter, double value) {
    parameters =
        switch (parameters.with(parameter.parameterName(), value)) {
          case Parameters.Changed(var changed) -> changed;
          case Parameters.Refused(var problem) -> throw new IllegalArgumentException(problem);
        };
    return this;
  }

  /** A source proposed items, best first. */
  public GivenInputs proposed(String source, int... items) {
    var keys = Arrays.stream(items).mapToLong(GivenItems::key).toArray();
    answers.add(SourceAnswer.of(source, keys, new float[items.length]));
    return this;
  }

  /** A source proposed one item because of another. */
  public GivenInputs proposedBecauseOf(String source, int anchor, int item) {
    answers.add(
        new SourceAnswer(
            source,
            new long[] {GivenItems.key(item)},
            new float[1],
            new long[] {GivenItems.key(anchor)},
            ""));
    return this;
  }

  public Inputs inputs() {
    var query =
        new Query(
            "request",
            user.user(),
            "home",
            count,
            country,
            "",
            lastItem,
            SampleInputs.NOW_MILLIS,
            seed);
    var versions =
        new Versions("none", "none", "0", "home@0", "parameters@0", FeatureSpec.CURRENT.id());
    return new Inputs(query, user, answers, rows, past, queryVector, parameters, versions);
  }
}
