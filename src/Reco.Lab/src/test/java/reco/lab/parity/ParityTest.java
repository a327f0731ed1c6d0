package reco.lab.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reco.lab.parity.Differences.Difference;
import reco.model.id.UserId;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.ProfileChange;
import reco.model.profile.Profile;
import reco.model.user.UserState;

/** TR-9: what the live system did is found again in the log, and where it is not, it shows. */
class ParityTest {
  private static final UserId ANN = UserId.of("ann");

  @Test
  void theReplayStopsWhereTheLiveStateStood() {
    var replayed = new ReplayedUsers();
    List<Observation> log = new ArrayList<>();
    for (int offset = 0; offset < 6; offset++) {
      log.add(profile(offset, 20 + offset));
      replayed.add(ANN, log.getLast());
    }
    UserState live = UserState.empty(ANN).apply(log.subList(0, 4));

    UserState again = replayed.upTo(live).orElseThrow();

    assertThat(again.profile()).isEqualTo(live.profile());
    assertThat(again.watermarks()).isEqualTo(live.watermarks());
  }

  @Test
  void theLargestDifferenceOfEachFeatureIsKeptWithItsRequest() {
    var differences = new Differences();
    List<String> features = List.of("age", "cosine");

    differences.add(features, new float[] {1, 2, 3, 4}, new float[] {1, 2, 3, 4.5f}, "r1");
    differences.add(features, new float[] {1, 2}, new float[] {1.25f, 2.25f}, "r2");

    assertThat(differences.all())
        .extracting(Difference::feature, Difference::requestId)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("cosine", "r1"),
            org.assertj.core.groups.Tuple.tuple("age", "r2"));
    assertThat(differences.all().getFirst().largest()).isEqualTo(0.5, within(1e-9));
  }

  private static Observation profile(int offset, int age) {
    return new Observation(
        new ProfileChange(
            "e" + offset, 1_000L + offset, new Profile("DE", age, "de", "", 0, List.of())),
        new LogPosition(7, 0, offset));
  }
}
