package reco.model.features;

import java.util.function.Function;

/**
 * A feature of an item, or of user and item together: one value a candidate.
 *
 * @param values given what was resolved once for the request, the column to read row by row
 */
record ItemFeature(String name, Function<Candidates, Column> values) {}
