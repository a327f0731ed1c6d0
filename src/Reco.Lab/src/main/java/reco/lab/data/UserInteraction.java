package reco.lab.data;

import reco.model.id.UserId;
import reco.model.interaction.Interaction;

/** An interaction together with whose it is. */
public record UserInteraction(UserId user, Interaction interaction) {}
