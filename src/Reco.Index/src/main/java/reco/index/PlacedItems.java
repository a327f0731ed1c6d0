package reco.index;

/** Items by the place where they stand at one moment; see {@link Place}. */
@FunctionalInterface
interface PlacedItems {
  long itemKey(int place);
}
