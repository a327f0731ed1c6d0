package reco.model.user;

import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;

/**
 * Interactions less than 30 minutes apart. Whether it is over is decided by the asker's clock.
 *
 * <p>A search keeps the session alive but counts as no interaction. A late interaction joins the
 * session when it is less than 30 minutes older than its start; an older one belongs to a session
 * that is over, and changes nothing. Immutable.
 *
 * @param startedMillis time of the earliest interaction; 0 where there was none
 * @param lastMillis time of the latest
 * @param interactions with items
 * @param skips of these
 * @param recent the last {@value #ITEMS} distinct items, whether or not the session is over
 */
public record Session(
    long startedMillis, long lastMillis, int interactions, int skips, ItemTimes recent) {
  public static final long TIMEOUT_MILLIS = 30 * 60_000L;
  public static final int ITEMS = 20;
  public static final Session NONE = new Session(0, 0, 0, 0, ItemTimes.empty(ITEMS));

  /** With one more interaction, of any type. */
  public Session with(Interaction interaction) {
    long time = interaction.timeMillis();
    if (lastMillis == 0 || time - lastMillis >= TIMEOUT_MILLIS) {
      return new Session(time, time, 0, 0, NONE.recent).joinedBy(interaction);
    }
    return startedMillis - time >= TIMEOUT_MILLIS ? this : joinedBy(interaction);
  }

  private Session joinedBy(Interaction interaction) {
    long time = interaction.timeMillis();
    boolean counts = interaction.type().needsItem();
    return new Session(
        Math.min(startedMillis, time),
        Math.max(lastMillis, time),
        interactions + (counts ? 1 : 0),
        skips + (interaction.type() == InteractionType.SKIP ? 1 : 0),
        counts ? recent.with(interaction.item(), time) : recent);
  }

  public boolean isLive(long nowMillis) {
    return lastMillis != 0 && nowMillis - lastMillis < TIMEOUT_MILLIS;
  }

  /** Interactions in the live session, 0 when it is over. */
  public int length(long nowMillis) {
    return isLive(nowMillis) ? interactions : 0;
  }

  /** Skips in the live session, 0 when it is over. */
  public int skips(long nowMillis) {
    return isLive(nowMillis) ? skips : 0;
  }

  /** Distinct items of the session, newest first, at most 20; empty when it is over. */
  public long[] items(long nowMillis) {
    return isLive(nowMillis) ? recent.items() : new long[0];
  }
}
