package reco.model.features;

/** The values of one feature, by row of the items. */
interface Column {
  double at(int row);
}
