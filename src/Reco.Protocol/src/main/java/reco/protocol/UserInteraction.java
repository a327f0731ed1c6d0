package reco.protocol;

import reco.model.id.UserId;
import reco.model.interaction.Interaction;

/** An interaction and whose it is. */
public record UserInteraction(UserId user, Interaction interaction) {}
