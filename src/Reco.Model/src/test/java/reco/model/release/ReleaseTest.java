package reco.model.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reco.model.id.UserId;
import reco.model.release.ReleaseChange.EndTrial;
import reco.model.release.ReleaseChange.Promote;
import reco.model.release.ReleaseChange.RollBack;
import reco.model.release.ReleaseChange.Try;
import reco.model.release.Trial.Canary;
import reco.model.release.Trial.Shadow;

/** TR-4: what decisions about a model come to. */
class ReleaseTest {
  private Releases releases = Releases.NONE;

  @Test
  void aPromotedVersionServesAndTheOneBeforeIsKept() {
    byOperator(new Promote(1));
    byOperator(new Promote(3));

    assertThat(ranker().serving()).contains(3);
    assertThat(ranker().previous()).contains(1);
  }

  @Test
  void anOperatorsRollbackHoldsAgainstNewerVersionsUntilAnOperatorPromotes() {
    byOperator(new Promote(1));
    byNode(new Promote(2));
    byOperator(new RollBack(1));

    byNode(new Promote(3));
    byNode(new Try(new Canary(4, 0.1)));

    assertThat(ranker().serving()).contains(1);
    assertThat(ranker().held()).isTrue();
    assertThat(ranker().trial()).isEmpty();
    assertThat(lastRefusal()).hasValueSatisfying(why -> assertThat(why).contains("operator"));

    byOperator(new Promote(3));
    byNode(new Promote(4));

    assertThat(ranker().serving()).contains(4);
    assertThat(ranker().held()).isFalse();
  }

  @Test
  void afterARollbackThereIsNoVersionToGoBackToByItself() {
    byOperator(new Promote(1));
    byOperator(new Promote(2));
    byOperator(new RollBack(1));

    assertThat(ranker().previous()).isEmpty();
    assertThat(ranker().considered()).isEqualTo(2);
  }

  @Test
  void ofTwoDecisionsMadeOnTheSameStateTheFirstCounts() {
    byOperator(new Promote(1));
    int seen = ranker().number();

    decide(new Promote(2), seen, true);
    decide(new Promote(3), seen, true);

    assertThat(ranker().serving()).contains(2);
    assertThat(lastRefusal()).contains("made on decision 1 of ranker, but there are 2");
  }

  @Test
  void aTrialRunsUntilItIsEndedOrAVersionIsPromoted() {
    byOperator(new Promote(1));
    byOperator(new Try(new Canary(2, 0.05)));
    assertThat(ranker().trial()).contains(new Canary(2, 0.05));

    byNode(new EndTrial());
    assertThat(ranker().trial()).isEmpty();
    assertThat(ranker().serving()).contains(1);

    byOperator(new Try(new Shadow(3, 1)));
    byOperator(new Promote(3));
    assertThat(ranker().trial()).isEmpty();
  }

  @Test
  void whatMakesNoSenseDoesNotCount() {
    byOperator(new RollBack(1));
    byOperator(new Try(new Shadow(1, 1)));
    byOperator(new EndTrial());
    assertThat(ranker()).isEqualTo(Release.of("ranker"));

    byOperator(new Promote(1));
    byOperator(new Promote(1));
    byOperator(new Try(new Canary(1, 0.5)));

    assertThat(ranker().number()).isEqualTo(1);
    assertThatThrownBy(() -> new Canary(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Shadow(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theAuditIsBounded() {
    for (int version = 1; version <= 300; version++) {
      byOperator(new Promote(version));
    }

    assertThat(releases.audit()).hasSize(256);
    assertThat(releases.audit().getLast().decision().change()).isEqualTo(new Promote(300));
  }

  @Test
  void aCanaryCoversItsShareOfUsersAndKeepsThemWhenItGrows() {
    var small = new Canary(2, 0.05);
    var large = new Canary(2, 0.2);
    var users = IntStream.range(0, 20_000).mapToObj(i -> UserId.of("u" + i)).toList();

    long covered = users.stream().filter(user -> small.covers(user, "ranker")).count();

    assertThat(covered).isBetween(900L, 1_100L);
    assertThat(users.stream().filter(user -> small.covers(user, "ranker")))
        .allMatch(user -> large.covers(user, "ranker"));
    assertThat(users.stream().filter(user -> small.covers(user, "ranker")).toList())
        .isNotEqualTo(
            users.stream().filter(user -> new Canary(3, 0.05).covers(user, "ranker")).toList());
  }

  @Test
  void aTrialIsToldInPercent() {
    assertThat(new Canary(2, 0.05).describe()).isEqualTo("canary 5%");
    assertThat(new Shadow(2, 0.125).describe()).isEqualTo("shadow 12.5%");
  }

  private Release ranker() {
    return releases.of("ranker");
  }

  private Optional<String> lastRefusal() {
    return releases.audit().getLast().refusal();
  }

  private void byOperator(ReleaseChange change) {
    decide(change, ranker().number(), false);
  }

  private void byNode(ReleaseChange change) {
    decide(change, ranker().number(), true);
  }

  private void decide(ReleaseChange change, int number, boolean automatic) {
    releases =
        releases.after(
            new ReleaseDecision("ranker", number, change, automatic, 0, "ann", "test", 0));
  }
}
