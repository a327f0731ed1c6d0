package reco.model.sample;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.Origin;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.Subject;
import reco.model.interaction.UserEvent;
import reco.model.profile.Profile;
import reco.model.user.UserState;

/** A user with a profile and {@value #INTERACTIONS} interactions of all types. */
final class SampleUser {
  private static final int INTERACTIONS = 150;
  private static final long MINUTE = 60_000L;

  private SampleUser() {}

  static UserState of(UserId id, Random random) {
    var profile = observed(0, new ProfileChange("profile", at(0), profile(random)));
    var interactions =
        IntStream.rangeClosed(1, INTERACTIONS).mapToObj(n -> observed(n, interaction(n, random)));
    return UserState.empty(id).apply(Stream.concat(Stream.of(profile), interactions).toList());
  }

  private static Observation observed(int number, UserEvent event) {
    return new Observation(event, new LogPosition(7, 3, number));
  }

  /** One interaction each seven minutes, the last one just before the decision. */
  private static long at(int number) {
    return SampleInputs.NOW_MILLIS - MINUTE - (INTERACTIONS - number) * 7L * MINUTE;
  }

  private static Interaction interaction(int number, Random random) {
    var type = SampleNames.any(List.of(InteractionType.values()), random);
    return new Interaction(
        "event-" + number,
        at(number),
        type,
        type.needsItem() ? subject(random) : Subject.NONE,
        type == InteractionType.RATING ? 1 + random.nextInt(5) : random.nextInt(600),
        Origin.UNKNOWN);
  }

  private static Subject subject(Random random) {
    return Subject.of(
        SampleNames.anyItem(random),
        SampleNames.category(random.nextInt(SampleNames.CATEGORIES)),
        SampleNames.creator(random.nextInt(SampleNames.CREATORS)));
  }

  private static Profile profile(Random random) {
    return new Profile(
        SampleNames.any(SampleNames.COUNTRIES, random),
        random.nextInt(60),
        SampleNames.any(SampleNames.LANGUAGES, random),
        "",
        at(0) / 1_000,
        List.of(SampleNames.category(1), SampleNames.category(2)));
  }
}
