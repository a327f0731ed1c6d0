package reco.model.interaction;

import reco.model.profile.Profile;

/** Replaces those fields of the profile that are set. */
public record ProfileChange(String eventId, long timeMillis, Profile profile)
    implements UserEvent {}
