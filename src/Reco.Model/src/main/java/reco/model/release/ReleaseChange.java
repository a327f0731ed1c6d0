package reco.model.release;

/** What may be decided about a model's versions. */
public sealed interface ReleaseChange {
  /** Serves everyone with a version. */
  record Promote(int version) implements ReleaseChange {
    @Override
    public String describe() {
      return "promote v" + version;
    }
  }

  /** Goes back to a version; newer ones wait until an operator promotes one. */
  record RollBack(int version) implements ReleaseChange {
    @Override
    public String describe() {
      return "roll back to v" + version;
    }
  }

  /** Begins a trial, in place of one that runs. */
  record Try(Trial trial) implements ReleaseChange {
    @Override
    public String describe() {
      return trial.describe() + " of v" + trial.version();
    }
  }

  /** Ends the trial; the serving version serves everyone. */
  record EndTrial() implements ReleaseChange {
    @Override
    public String describe() {
      return "end the trial";
    }
  }

  String describe();
}
