package reco.ranker.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the files of model versions under {@code NAME/vN/FILE}. Knows nothing of what is in them.
 * Every method throws {@link java.io.UncheckedIOException} where the store cannot be asked.
 */
public interface ModelStore {
  /** The versions of a model that hold a file of this name, ascending. */
  List<Integer> versionsWith(String model, String file);

  /** The highest version that anybody has begun, whole or not; 0 before the first. */
  int newestBegun(String model);

  /** Takes the version for a new publish; false where somebody has begun it before. */
  boolean begin(String model, int version);

  /** Puts a file: once this returns it is there, whole; if this fails it is there whole or not. */
  void write(String model, int version, String file, byte[] content);

  /** A small file, or nothing where it is missing; one above the limit is refused by throwing. */
  Optional<byte[]> read(String model, int version, String file, int mostBytes);

  /**
   * A folder on this machine that holds these files of the version, as far as the store has them.
   * They are not checked.
   */
  Path local(String model, int version, Collection<String> files);

  /** Drops what this machine keeps of the version beside the store itself. */
  default void forget(String model, int version) {}

  /** Where a file lies, for people. */
  String describe(String model, int version, String file);
}
