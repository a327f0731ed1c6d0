package reco.index;

/**
 * What an index holds.
 *
 * @param kind of the index: {@code exact}, or {@code ivf} where there are inverted lists
 * @param items held
 * @param unsorted items of these that every search scans, because they are not sorted in yet
 * @param lists inverted lists, 0 where there are none
 * @param probes lists that a search goes through
 * @param bytes memory of everything but the float32 vectors
 * @param vectorBytes memory of the float32 vectors
 */
public record IndexStatistics(
    String kind, int items, int unsorted, int lists, int probes, long bytes, long vectorBytes) {}
