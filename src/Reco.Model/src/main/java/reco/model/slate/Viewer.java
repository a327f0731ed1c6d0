package reco.model.slate;

/**
 * What of a user decides which items may be shown, as it was when the slate was made: later pages
 * hold to it with no user to ask.
 *
 * @param user hash of the user's key, so that a cursor serves nobody else
 * @param country ISO 3166-1 alpha-2; "" is unknown
 * @param age in years, that the user counts as: 0 is shown only what has no age limit
 */
public record Viewer(long user, String country, int age) {}
