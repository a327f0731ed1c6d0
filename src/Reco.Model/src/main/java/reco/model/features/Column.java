package reco.model.features;

/** The values of one feature, by row of the items; to be read before the next column is made. */
interface Column {
  double at(int row);
}
