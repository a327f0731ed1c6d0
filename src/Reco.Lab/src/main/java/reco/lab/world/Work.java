package reco.lab.world;

import reco.model.interaction.Subject;
import reco.model.item.Item;

/**
 * An item with the traits behind it that only the truth knows.
 *
 * @param subject the item as interactions name it
 * @param second the second genre; the first one again where there is none
 * @param creator index of who made it
 * @param series index of the series, -1 where it stands alone
 * @param part place in the series, from 0
 * @param style what a genre does not say; compared with a person's by inner product
 * @param appeal how often people come across it, over 0
 */
record Work(
    Item item,
    Subject subject,
    Genre genre,
    Genre second,
    int creator,
    int series,
    int part,
    double[] style,
    double appeal) {
  static final int STYLES = 6;

  boolean follows(Work other) {
    return series >= 0 && series == other.series && part == other.part + 1;
  }
}
