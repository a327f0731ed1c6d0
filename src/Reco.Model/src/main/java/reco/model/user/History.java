package reco.model.user;

import java.util.Arrays;
import java.util.Objects;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;

/**
 * The last {@value #CAPACITY} interactions with items by time; age 0 is the newest. A late one is
 * put in its place; of equal times the one that came last is newer. Immutable.
 */
public final class History {
  public static final int CAPACITY = 100;
  public static final History EMPTY =
      new History(new long[0], new long[0], new byte[0], new float[0]);

  private final long[] items;
  private final long[] times;
  private final byte[] types;
  private final float[] values;

  private History(long[] items, long[] times, byte[] types, float[] values) {
    this.items = items;
    this.times = times;
    this.types = types;
    this.values = values;
  }

  /**
   * A history from its columns, which become its own; throws IllegalArgumentException where they
   * differ in length, are too long, are not newest first or hold an unknown type.
   *
   * @param types ordinals of {@link InteractionType}
   */
  public static History of(long[] items, long[] times, byte[] types, float[] values) {
    NewestFirst.require("history", times, CAPACITY);
    NewestFirst.requireLength("history items", times.length, items.length);
    NewestFirst.requireLength("history types", times.length, types.length);
    NewestFirst.requireLength("history values", times.length, values.length);
    for (byte type : types) {
      Objects.checkIndex(type, InteractionType.count());
    }
    return new History(items, times, types, values);
  }

  /** With one more interaction; one older than all of a full history changes nothing. */
  public History with(Interaction interaction) {
    int at = NewestFirst.position(times, interaction.timeMillis());
    if (at == CAPACITY) {
      return this;
    }
    return new History(
        NewestFirst.insert(items, at, interaction.item(), CAPACITY),
        NewestFirst.insert(times, at, interaction.timeMillis(), CAPACITY),
        NewestFirst.insert(types, at, (byte) interaction.type().ordinal(), CAPACITY),
        NewestFirst.insert(values, at, interaction.value(), CAPACITY));
  }

  public int size() {
    return items.length;
  }

  public long item(int age) {
    return items[age];
  }

  public long timeMillis(int age) {
    return times[age];
  }

  public InteractionType type(int age) {
    return InteractionType.ofOrdinal(types[age]);
  }

  /** Seconds or stars, as {@link Interaction#value()}. */
  public float value(int age) {
    return values[age];
  }

  public float strength(int age) {
    return type(age).strength(value(age));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof History that
        && Arrays.equals(items, that.items)
        && Arrays.equals(times, that.times)
        && Arrays.equals(types, that.types)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(items) * 31 + Arrays.hashCode(times);
  }

  @Override
  public String toString() {
    return "History[" + size() + " interactions]";
  }
}
