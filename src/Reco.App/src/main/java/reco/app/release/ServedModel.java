package reco.app.release;

import java.util.Optional;
import reco.model.release.Trial;
import reco.ranker.ModelRefusedException;
import reco.ranker.Registry;

/**
 * One model of this node: proves versions and puts them into service. The serving version and the
 * one before stay in memory, so that going back needs no file. Used by one thread.
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
}
