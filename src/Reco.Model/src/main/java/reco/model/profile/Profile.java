package reco.model.profile;

import java.util.List;

/**
 * What is known of a user beside the interactions. Empty strings, 0 and an empty list mean unknown.
 *
 * @param country ISO 3166-1 alpha-2
 * @param age years
 * @param language BCP 47
 * @param interests categories picked at onboarding, at most 10
 */
public record Profile(
    String country,
    int age,
    String language,
    String subscriptionTier,
    long signupEpochSec,
    List<String> interests) {
  public static final Profile UNKNOWN = new Profile("", 0, "", "", 0, List.of());

  public Profile {
    interests = List.copyOf(interests);
  }

  /** This profile with the known fields of another. */
  public Profile with(Profile change) {
    return new Profile(
        change.country.isEmpty() ? country : change.country,
        change.age == 0 ? age : change.age,
        change.language.isEmpty() ? language : change.language,
        change.subscriptionTier.isEmpty() ? subscriptionTier : change.subscriptionTier,
        change.signupEpochSec == 0 ? signupEpochSec : change.signupEpochSec,
        change.interests.isEmpty() ? interests : change.interests);
  }
}
