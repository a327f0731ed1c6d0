package reco.model.release;

import java.util.Optional;
import reco.model.release.ReleaseChange.EndTrial;
import reco.model.release.ReleaseChange.Promote;
import reco.model.release.ReleaseChange.RollBack;
import reco.model.release.ReleaseChange.Try;

/**
 * What the decisions about one model have come to.
 *
 * @param number decisions that counted
 * @param serving the version of everyone who is in no canary; empty before the first decision
 * @param previous the version that a rollback goes to; empty after one
 * @param held an operator went back: no node promotes or tries anything until an operator has
 * @param considered the highest version that was there when a decision was made: nodes look by
 *     themselves at later ones only
 */
public record Release(
    String model,
    int number,
    Optional<Integer> serving,
    Optional<Integer> previous,
    Optional<Trial> trial,
    boolean held,
    int considered) {

  /** Nothing decided. */
  public static Release of(String model) {
    return new Release(model, 0, Optional.empty(), Optional.empty(), Optional.empty(), false, 0);
  }

  /** Why a decision does not count; empty where it does. */
  public Optional<String> refusal(ReleaseDecision decision) {
    if (decision.number() != number) {
      return Optional.of(
          "made on decision %d of %s, but there are %d"
              .formatted(decision.number(), model, number));
    }
    if (decision.automatic() && held && !(decision.change() instanceof EndTrial)) {
      return Optional.of(model + " was rolled back by an operator: only an operator goes on");
    }
    return switch (decision.change()) {
      case Promote(int version) ->
          isServing(version) && !held
              ? Optional.of(label(version) + " serves already")
              : Optional.empty();
      case RollBack(int version) ->
          isServing(version)
              ? Optional.of(label(version) + " serves already")
              : requireServing("roll back");
      case Try(Trial trial) ->
          isServing(trial.version())
              ? Optional.of(label(trial.version()) + " serves already")
              : requireServing("try a version beside");
      case EndTrial() ->
          trial.isEmpty() ? Optional.of("no trial of %s runs".formatted(model)) : Optional.empty();
    };
  }

  private boolean isServing(int version) {
    return serving.equals(Optional.of(version));
  }

  private Optional<String> requireServing(String what) {
    return serving.isEmpty()
        ? Optional.of("no version of %s serves yet: nothing to %s".formatted(model, what))
        : Optional.empty();
  }

  /** After a decision; unchanged where that does not count. */
  public Release after(ReleaseDecision decision) {
    if (refusal(decision).isPresent()) {
      return this;
    }
    int next = number + 1;
    int seen = Math.max(considered, decision.newest());
    return switch (decision.change()) {
      case Promote(int version) ->
          new Release(
              model,
              next,
              Optional.of(version),
              isServing(version) ? previous : serving,
              Optional.empty(),
              false,
              Math.max(seen, version));
      case RollBack(int version) ->
          new Release(
              model,
              next,
              Optional.of(version),
              Optional.empty(),
              Optional.empty(),
              true,
              Math.max(seen, version));
      case Try(Trial started) ->
          new Release(
              model,
              next,
              serving,
              previous,
              Optional.of(started),
              held && decision.automatic(),
              Math.max(seen, started.version()));
      case EndTrial() -> new Release(model, next, serving, previous, Optional.empty(), held, seen);
    };
  }

  /** {@code ranker@v3} */
  public String label(int version) {
    return new VersionLabel(model, version).toString();
  }
}
