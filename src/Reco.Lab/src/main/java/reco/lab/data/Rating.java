package reco.lab.data;

/**
 * A rating as a file has it.
 *
 * @param stars 1 to 5
 */
record Rating(String user, String item, int stars, long timeMillis) {}
