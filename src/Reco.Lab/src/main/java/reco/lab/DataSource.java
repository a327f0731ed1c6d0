package reco.lab;

import java.nio.file.Path;
import java.time.Clock;
import reco.lab.data.Dataset;
import reco.lab.data.MovieLens;
import reco.lab.world.World;
import reco.lab.world.WorldSettings;

/** Where a dataset comes from, as a command line names it. */
public sealed interface DataSource {

  /** Reads or makes the dataset; its newest interaction is about a minute old. */
  Dataset load(Clock clock);

  /** The simulated world of a seed. */
  record SimulatedWorld(long seed) implements DataSource {
    @Override
    public Dataset load(Clock clock) {
      return World.generate(WorldSettings.standard(seed, clock)).dataset();
    }
  }

  /** A folder with MovieLens' own files, 100k or 1M. */
  record MovieLensFolder(Path folder) implements DataSource {
    @Override
    public Dataset load(Clock clock) {
      return MovieLens.load(folder, clock);
    }
  }

  /**
   * Reads {@code world}, {@code world:SEED} or {@code movielens:DIR}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static DataSource parse(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    if (kind.equals("world") && colon < 0) {
      return new SimulatedWorld(1);
    }
    if (kind.equals("world") && rest.matches("\\d{1,18}")) {
      return new SimulatedWorld(Long.parseLong(rest));
    }
    if (kind.equals("movielens") && !rest.isBlank()) {
      return new MovieLensFolder(Path.of(rest));
    }
    throw new IllegalArgumentException(
        "data: got '" + text + "', expected world, world:SEED or movielens:DIR");
  }
}
