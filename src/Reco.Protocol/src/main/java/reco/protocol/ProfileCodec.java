package reco.protocol;

import java.util.List;
import reco.internal.v1.ProfileRecord;
import reco.model.interaction.ProfileChange;
import reco.model.profile.Profile;

/** Profiles as the public API and the log hold them, and as part of stored state. */
public final class ProfileCodec {
  public static final int MAX_AGE = 130;
  public static final int MAX_INTERESTS = 10;
  public static final int MAX_TIER_BYTES = 64;

  private ProfileCodec() {}

  /** A change of a profile; the id and the time stand beside it, in the log's headers. */
  public static Decoded<ProfileChange> decode(
      String eventId, long timeMillis, reco.v1.Profile profile) {
    var checks =
        new Checks()
            .id("event_id", eventId)
            .that(
                profile.getAge() >= 0 && profile.getAge() <= MAX_AGE,
                "age",
                profile.getAge(),
                "0 to 130 years")
            .language("language", profile.getLanguage())
            .text("subscription_tier", profile.getSubscriptionTier(), MAX_TIER_BYTES)
            .that(
                profile.getSignupEpochSec() >= 0,
                "signup_epoch_sec",
                profile.getSignupEpochSec(),
                "0 or more")
            .that(
                profile.getInterestsCount() <= MAX_INTERESTS,
                "interests",
                profile.getInterestsCount() + " of them",
                "at most " + MAX_INTERESTS);
    if (!profile.getCountry().isEmpty()) {
      checks.country("country", profile.getCountry());
    }
    profile.getInterestsList().forEach(interest -> checks.id("interests", interest));
    return checks.decode(() -> new ProfileChange(eventId, timeMillis, profile(profile)));
  }

  public static reco.v1.Profile encode(Profile profile) {
    return reco.v1.Profile.newBuilder()
        .setCountry(profile.country())
        .setAge(profile.age())
        .setLanguage(profile.language())
        .setSubscriptionTier(profile.subscriptionTier())
        .setSignupEpochSec(profile.signupEpochSec())
        .addAllInterests(profile.interests())
        .build();
  }

  /** The model's profile; nothing is checked. */
  static Profile profile(reco.v1.Profile profile) {
    return new Profile(
        profile.getCountry(),
        profile.getAge(),
        profile.getLanguage(),
        profile.getSubscriptionTier(),
        profile.getSignupEpochSec(),
        List.copyOf(profile.getInterestsList()));
  }

  static ProfileRecord toRecord(Profile profile) {
    return ProfileRecord.newBuilder()
        .setCountry(profile.country())
        .setAge(profile.age())
        .setLanguage(profile.language())
        .setSubscriptionTier(profile.subscriptionTier())
        .setSignupEpochSec(profile.signupEpochSec())
        .addAllInterests(profile.interests())
        .build();
  }

  static Profile fromRecord(ProfileRecord stored) {
    return new Profile(
        stored.getCountry(),
        stored.getAge(),
        stored.getLanguage(),
        stored.getSubscriptionTier(),
        stored.getSignupEpochSec(),
        List.copyOf(stored.getInterestsList()));
  }
}
