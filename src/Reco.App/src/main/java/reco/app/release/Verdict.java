package reco.app.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reco.ranker.Gate;
import reco.ranker.Gate.Check;
import reco.ranker.Manifest;
import reco.ranker.ModelRefusedException;
import reco.ranker.Registry;

/**
 * What came of looking at a version.
 *
 * @param against the version that it was compared with
 * @param checks in the order in which they were made; the first that fails to load is the last
 */
record Verdict(Optional<Integer> against, List<Check> checks) {
  /** Checks a version's files, its graph and arrays, its scores, and its metrics. */
  static Verdict of(ServedModel model, int version, Registry registry, Gate gate) {
    Optional<Integer> against = model.serving().filter(other -> other != version);
    List<Check> checks = new ArrayList<>();
    try {
      Registry.Artefact artefact = registry.open(model.name(), version);
      Manifest manifest = artefact.manifest();
      checks.add(
          new Check("files", true, "%d with their hashes".formatted(manifest.files().size())));
      checks.add(new Check("scores", true, model.prove(artefact)));
      checks.addAll(
          gate.compare(
              manifest,
              against.flatMap(other -> manifest(registry, model.name(), other)),
              registry.attached(model.name(), version, Gate.PARITY)));
    } catch (ModelRefusedException e) {
      String name = checks.isEmpty() ? "files" : "scores";
      checks.add(new Check(name, false, String.valueOf(e.getMessage())));
    }
    return new Verdict(against, checks);
  }

  private static Optional<Manifest> manifest(Registry registry, String model, int version) {
    try {
      return Optional.of(registry.manifest(model, version));
    } catch (ModelRefusedException e) {
      return Optional.empty();
    }
  }

  boolean passed() {
    return refusal().isEmpty();
  }

  Optional<String> refusal() {
    return Gate.refusal(checks);
  }
}
