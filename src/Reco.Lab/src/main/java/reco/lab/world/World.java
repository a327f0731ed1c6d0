package reco.lab.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import reco.lab.data.Dataset;
import reco.lab.data.UserInteraction;

/**
 * A simulated world: what was recorded of it, and the truth behind the record.
 *
 * @param dataset catalogue, people and their interactions up to the end of the recorded past
 * @param truth what tests may ask
 */
public record World(WorldSettings settings, Dataset dataset, Truth truth) {

  /** Makes the one world of these settings. */
  public static World generate(WorldSettings settings) {
    List<Work> works = Publisher.works(settings);
    List<Person> people = Population.people(settings);
    var truth = new Truth(settings, people, works);
    var library = new Library(works);
    List<UserInteraction> interactions = new ArrayList<>();
    for (Person person : people) {
      interactions.addAll(Diary.of(settings, library, truth, person));
    }
    interactions.sort(Comparator.comparingLong(entry -> entry.interaction().timeMillis()));
    return new World(
        settings,
        new Dataset(
            "world-" + settings.seed(),
            works.stream().map(Work::item).toList(),
            people.stream().collect(Collectors.toMap(Person::id, Person::profile)),
            interactions,
            0),
        truth);
  }
}
