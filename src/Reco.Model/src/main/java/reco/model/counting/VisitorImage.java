package reco.model.counting;

/**
 * What is remembered of one user, to be kept.
 *
 * @param steps keys of the items last visited, newest first
 * @param eventIds hashes, oldest first
 * @param region "" where it is not known
 */
public record VisitorImage(long[] steps, long[] eventIds, String region) {}
