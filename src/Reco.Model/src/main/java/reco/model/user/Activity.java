package reco.model.user;

import reco.model.user.Activities.Window;

/**
 * What a user did with one category, or one creator.
 *
 * @param affinity sum of strengths, each halved every 7 days, as of the latest interaction
 * @param tiles counts of interactions
 */
public record Activity(String name, float affinity, Tiles tiles) {
  public static final long HALF_LIFE_MILLIS = 7 * 24 * 60 * 60_000L;

  /** The first interaction with that name. */
  static Activity first(String name, long timeMillis, float strength) {
    return new Activity(name, strength, Tiles.at(timeMillis));
  }

  /** With one more interaction; a late one counts for what is left of it by now. */
  Activity with(long timeMillis, float strength) {
    double sum =
        affinity * decay(timeMillis - lastMillis()) + strength * decay(lastMillis() - timeMillis);
    return new Activity(name, (float) sum, tiles.with(timeMillis));
  }

  /** As of now. */
  public float affinity(long nowMillis) {
    return (float) (affinity * decay(nowMillis - lastMillis()));
  }

  /** Interactions within the window up to now, as {@link Tiles} defines it. */
  public int count(Window window, long nowMillis) {
    return tiles.count(window, nowMillis);
  }

  /** Time of the latest interaction. */
  public long lastMillis() {
    return tiles.latestMillis();
  }

  /** What is left of 1 after a time; 1 where the time has not passed. */
  private static double decay(long elapsedMillis) {
    return elapsedMillis <= 0 ? 1 : StrictMath.pow(0.5, (double) elapsedMillis / HALF_LIFE_MILLIS);
  }
}
