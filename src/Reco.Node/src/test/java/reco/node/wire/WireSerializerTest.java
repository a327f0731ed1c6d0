package reco.node.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.NotSerializableException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reco.admin.v1.InfoQuestion;
import reco.admin.v1.NodeAnswer;
import reco.admin.v1.NodeQuestion;
import reco.index.Hits;
import reco.internal.v1.AskNode;
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
import reco.model.user.UserState;
import reco.node.index.IndexPartitionActor.Found;
import reco.node.index.IndexPartitionActor.Missing;
import reco.node.index.IndexPartitionActor.Search;
import reco.node.index.IndexPartitionActor.SearchReply;
import reco.node.operator.OperatorActor.Answer;
import reco.node.operator.OperatorActor.Ask;
import reco.node.user.UserActor.Observe;
import reco.node.user.UserActor.ObserveReply;
import reco.node.user.UserActor.Observed;
import reco.node.user.UserActor.Read;
import reco.node.user.UserActor.ReadReply;
import reco.node.user.UserActor.Refused;
import reco.node.user.UserActor.State;

/** Messages between nodes, there and back. */
class WireSerializerTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Serialization SERIALIZATION = SerializationExtension.get(KIT.system());
  private static final UserId USER = UserId.of("ada");
  private static final LogPosition POSITION = new LogPosition(-7, 3, 42);

  @AfterAll
  static void stopKit() {
    KIT.shutdownTestKit();
  }

  static Stream<Object> messages() {
    ActorRef<ObserveReply> sender = KIT.<ObserveReply>createTestProbe().ref();
    return Stream.of(
        new Observe(USER, List.of(new Observation(rating(), POSITION)), 5, sender),
        new Observe(
            UserId.ofSession("s"),
            List.of(new Observation(new ProfileChange("e", 12, profile()), POSITION)),
            -6,
            sender),
        new Ask(
            AskNode.newBuilder()
                .setQuestion(NodeQuestion.newBuilder().setInfo(InfoQuestion.getDefaultInstance()))
                .build(),
            KIT.<Answer>createTestProbe().ref()),
        new Answer(NodeAnswer.newBuilder().setNode("10.0.0.1:25520").setDone("leaves").build()),
        new Observed(9),
        new Refused("queue full"),
        new State(
            UserState.empty(USER)
                .apply(List.of(new Observation(rating(), POSITION)))
                .withRevision(3),
            true),
        new Found(1, new Hits(new long[] {-5, 6}, new float[] {0.5f, -0.25f})),
        new Missing(1, "version"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageComesBackAsItWent(Object message) throws NotSerializableException {
    assertThat(thereAndBack(message)).isEqualTo(message);
  }

  @Test
  void aReadKeepsWhatItWaitsForAndHowLong() throws NotSerializableException {
    ActorRef<ReadReply> reader = KIT.<ReadReply>createTestProbe().ref();
    long deadline = System.currentTimeMillis() + Duration.ofHours(1).toMillis();

    var waiting = (Read) thereAndBack(new Read(USER, Optional.of(POSITION), deadline, reader));
    var hasty = (Read) thereAndBack(new Read(USER, Optional.empty(), 0, reader));

    assertThat(waiting.user()).isEqualTo(USER);
    assertThat(waiting.atLeast()).contains(POSITION);
    assertThat(waiting.deadlineMillis()).isBetween(deadline, deadline + 5_000);
    assertThat(waiting.replyTo()).isEqualTo(reader);
    assertThat(hasty.atLeast()).isEmpty();
  }

  @Test
  void aSearchKeepsItsQueryBitForBit() throws NotSerializableException {
    ActorRef<SearchReply> asker = KIT.<SearchReply>createTestProbe().ref();
    float[] query = {0.1f, -0f, Float.MIN_VALUE};

    var search = (Search) thereAndBack(new Search(query, 300, "retrieval@v3", 0, asker));

    assertThat(Arrays.equals(search.query(), query)).isTrue();
    assertThat(search.count()).isEqualTo(300);
    assertThat(search.version()).isEqualTo("retrieval@v3");
    assertThat(search.replyTo()).isEqualTo(asker);
  }

  @Test
  void namesAManifestThatItDoesNotKnow() throws NotSerializableException {
    var serializer = (WireSerializer) serializerOf(new Observed(1));

    assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "from-the-future"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("from-the-future");
  }

  private static Serializer serializerOf(Object message) throws NotSerializableException {
    return SERIALIZATION.findSerializerFor(message);
  }

  private static Object thereAndBack(Object message) throws NotSerializableException {
    var serializer = serializerOf(message);
    assertThat(serializer).isInstanceOf(WireSerializer.class);
    var manifest = Serializers.manifestFor(serializer, message);
    return ((WireSerializer) serializer).fromBinary(serializer.toBinary(message), manifest);
  }

  private static Interaction rating() {
    return new Interaction(
        "event-1",
        1_700_000_000_000L,
        InteractionType.RATING,
        Subject.of(ItemId.of("so-what"), "jazz", "miles"),
        4.5f,
        new Origin("home", "", "token"));
  }

  private static Profile profile() {
    return new Profile("DK", 36, "da", "plus", 1_600_000_000, List.of("jazz"));
  }
}
