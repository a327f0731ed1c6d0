package reco.app.release;

import java.util.Optional;
import reco.model.release.Health;
import reco.model.release.Trial;
import reco.node.release.ShadowReport;
import reco.ranker.ModelRefusedException;
import reco.ranker.Registry;

/**
 * One model of this node: proves versions and puts them into service. Where it can be, the version
 * before stays in memory too, so that going back needs no file. Used by one thread.
 */
interface ServedModel {
  /** Its name in the registry. */
  String name();

  /** Whether a version can be tried beside the serving one. */
  boolean canBeTried();

  /**
   * Loads a version, proves it on recorded requests and lets go of it.
   *
   * @return what was proven
   * @throws ModelRefusedException with the reason
   */
  String prove(Registry.Artefact artefact);

  /**
   * Serves everyone with a version, and a trial's share with that; returns once requests that begin
   * meet them.
   *
   * @throws ModelRefusedException with the reason; then everything is as before
   */
  void serve(int version, Optional<Trial> trial);

  /** Whether the version needs no file any more to be served. */
  boolean isInMemory(int version);

  /** The version in service; empty before the first. */
  Optional<Integer> serving();

  /** How the canary does since it began; empty where none runs. */
  default Optional<Canaried> canaried() {
    return Optional.empty();
  }

  /** How the shadow does since it began; empty where none runs. */
  default Optional<ShadowReport> shadowed() {
    return Optional.empty();
  }

  /** Ends what runs beside the serving version. */
  default void close() {}

  /** What a canary and the serving version did since it began. */
  record Canaried(Health canary, Health serving) {}
}
