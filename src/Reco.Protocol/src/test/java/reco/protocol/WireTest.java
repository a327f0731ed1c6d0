package reco.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reco.internal.v1.Observe;
import reco.internal.v1.ReadReply;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.Origin;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.Subject;
import reco.model.profile.Profile;

class WireTest {
  private static final UserId USER = new UserId("acme", "session:s1");

  @Test
  void aGroupArrivesAsItWasSent() throws InvalidProtocolBufferException {
    var group =
        List.of(
            new Observation(
                new Interaction(
                    "e1",
                    1_780_000_000_123L,
                    InteractionType.RATING,
                    Subject.of(new ItemId("acme", "film"), "jazz", "ella"),
                    4.5f,
                    new Origin("home", "", "token")),
                new LogPosition(-5, 63, 1_000)),
            new Observation(
                new ProfileChange("e2", 7, new Profile("NO", 34, "nb", "", 0, List.of("jazz"))),
                new LogPosition(-5, 63, 1_001)));

    var arrived = Observe.parseFrom(Wire.observe(USER, group, -9, "actor").toByteArray());

    assertThat(Wire.user(arrived)).isEqualTo(USER);
    assertThat(Wire.group(arrived)).isEqualTo(group);
    assertThat(arrived.getLineage()).isEqualTo(-9);
    assertThat(arrived.getReplyTo()).isEqualTo("actor");
  }

  @Test
  void aReadWaitsForAPositionOrForNone() {
    var position = new LogPosition(9, 3, 0);

    assertThat(Wire.atLeast(Wire.read(USER, Optional.of(position), 5, "actor"))).contains(position);
    assertThat(Wire.atLeast(Wire.read(USER, Optional.empty(), 5, "actor"))).isEmpty();
    assertThat(Wire.user(Wire.read(USER, Optional.empty(), 5, "actor"))).isEqualTo(USER);
  }

  @Test
  void aStateArrivesAsItWasSent() throws InvalidProtocolBufferException {
    var state = States.typical().withRevision(12);

    var arrived = ReadReply.parseFrom(Wire.readReply(state, true).toByteArray());

    assertThat(Wire.state(arrived)).isEqualTo(state);
    assertThat(arrived.getStale()).isTrue();
  }
}
