package reco.index;

/**
 * How a search goes through inverted lists.
 *
 * @param lists most lists, 0 or more
 * @param radiusWeight how much of a list's radius counts for it, 0 to 1
 */
record Probes(int lists, double radiusWeight) {}
