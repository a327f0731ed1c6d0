package reco.model.user;

import reco.model.interaction.InteractionType;

/** The last {@value #CAPACITY} interactions with items by time; age 0 is the newest. Immutable. */
public final class History {
  public static final int CAPACITY = 100;
  public static final History EMPTY = new History();

  public int size() {
    return 0;
  }

  public long item(int age) {
    throw new IndexOutOfBoundsException(age);
  }

  public long timeMillis(int age) {
    throw new IndexOutOfBoundsException(age);
  }

  public InteractionType type(int age) {
    throw new IndexOutOfBoundsException(age);
  }

  /** Seconds or stars, as {@link reco.model.interaction.Interaction#value()}. */
  public float value(int age) {
    throw new IndexOutOfBoundsException(age);
  }

  public float strength(int age) {
    return type(age).strength(value(age));
  }
}
