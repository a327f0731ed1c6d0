package reco.model.features;

import reco.model.item.ItemRows;
import reco.model.pipeline.Provenance;
import reco.model.user.UserState;

/**
 * What features are computed from: one user, one moment, the candidates.
 *
 * @param device as the client named it, "" if unknown
 * @param country where the user is now, "" if unknown
 * @param lastItem key of the item that the visitor is at; 0: none
 * @param queryVector the user's retrieval vector; length 0 where there is none
 * @param past the items of {@link Past#keys}, a row each
 * @param items the candidates, a row each
 * @param provenance of the same rows
 * @param kept rows to compute features of, in the order of the matrix
 */
public record Scene(
    UserState user,
    long nowMillis,
    String device,
    String country,
    long lastItem,
    float[] queryVector,
    ItemRows past,
    ItemRows items,
    Provenance provenance,
    int[] kept) {}
