package reco.lab.world;

import java.util.Set;
import reco.model.id.UserId;
import reco.model.profile.Profile;

/**
 * Somebody with tastes that drift.
 *
 * @param tasteAtStart liking of each genre when the recorded past begins, about -1 to 2
 * @param tasteAtEnd the same at its end
 * @param style liking of what a genre does not say
 * @param favouriteCreators indices of creators followed
 * @param openness how easily the person clicks, in logits
 * @param visits expected number of visits
 * @param joinedMillis of the first visit or before it
 */
record Person(
    UserId id,
    Profile profile,
    double[] tasteAtStart,
    double[] tasteAtEnd,
    double[] style,
    Set<Integer> favouriteCreators,
    double openness,
    double visits,
    long joinedMillis) {

  /** Liking of a genre when a share of the recorded past is over. */
  double taste(Genre genre, double progress) {
    int g = genre.ordinal();
    return tasteAtStart[g] + (tasteAtEnd[g] - tasteAtStart[g]) * progress;
  }
}
