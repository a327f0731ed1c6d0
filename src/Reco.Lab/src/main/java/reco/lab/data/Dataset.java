package reco.lab.data;

import java.util.List;
import java.util.Map;
import reco.model.id.UserId;
import reco.model.item.Item;
import reco.model.profile.Profile;

/**
 * All that a new deployment starts from.
 *
 * @param name where it came from, {@code movielens-100k} or {@code world-17}
 * @param items the catalogue; every interaction's item is in it
 * @param profiles of the people, also of those without an interaction
 * @param interactions oldest first; their category and creator are the item's
 * @param shiftMillis what was added to each recorded time so that the newest is a minute old
 */
public record Dataset(
    String name,
    List<Item> items,
    Map<UserId, Profile> profiles,
    List<UserInteraction> interactions,
    long shiftMillis) {
  public Dataset {
    items = List.copyOf(items);
    profiles = Map.copyOf(profiles);
    interactions = List.copyOf(interactions);
  }
}
