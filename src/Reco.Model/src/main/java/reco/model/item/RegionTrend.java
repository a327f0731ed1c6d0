package reco.model.item;

/**
 * How an item does among the users of one region.
 *
 * @param region of the users' profiles, ISO 3166-1 alpha-2
 * @param recent positive interactions, forgotten as fast as for trending
 * @param usual the same, forgotten slowly: what lets expect the recent ones
 */
public record RegionTrend(String region, DecayedSum recent, DecayedSum usual) {}
