package reco.model.ranking;

import java.util.List;

/**
 * A ranker's output: a probability per head and row.
 *
 * @param heads names, such as click and rating4
 * @param probabilities one array a head, one entry a row, each 0 to 1
 */
public record HeadScores(String model, List<String> heads, List<float[]> probabilities) {}
