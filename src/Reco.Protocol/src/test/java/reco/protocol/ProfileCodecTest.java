package reco.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reco.model.interaction.ProfileChange;
import reco.protocol.Decoded.Invalid;
import reco.protocol.Decoded.Valid;
import reco.v1.Profile;

class ProfileCodecTest {
  @Test
  void theLogReadsWhatItWrote() {
    var profile =
        new reco.model.profile.Profile("NO", 34, "nb-NO", "gold", 1_700_000_000, List.of("jazz"));

    assertThat(ProfileCodec.decode("e1", 5, ProfileCodec.encode(profile)))
        .isEqualTo(new Valid<>(new ProfileChange("e1", 5, profile)));
  }

  @Test
  void nothingIsRequired() {
    assertThat(ProfileCodec.decode("e1", 5, Profile.getDefaultInstance()))
        .isEqualTo(new Valid<>(new ProfileChange("e1", 5, reco.model.profile.Profile.UNKNOWN)));
  }

  static Stream<Arguments> refusals() {
    var eleven = IntStream.range(0, 11).mapToObj(i -> "i" + i).toList();
    return Stream.of(
        refused("country", "no", p -> p.setCountry("no")),
        refused("country", "XQ", p -> p.setCountry("XQ")),
        refused("country", "NOR", p -> p.setCountry("NOR")),
        refused("age", "-1", p -> p.setAge(-1)),
        refused("age", "131", p -> p.setAge(131)),
        refused("language", "not a tag", p -> p.setLanguage("not a tag")),
        refused("subscription_tier", "a\nb", p -> p.setSubscriptionTier("a\nb")),
        refused("signup_epoch_sec", "-1", p -> p.setSignupEpochSec(-1)),
        refused("interests", "11 of them", p -> p.addAllInterests(eleven)),
        refused("interests", "", p -> p.addInterests("")));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("refusals")
  void whatBreaksARuleIsRefusedWithItsFieldAndValue(
      String field, String value, UnaryOperator<Profile.Builder> change) {
    var decoded = ProfileCodec.decode("e1", 5, change.apply(Profile.newBuilder()).build());

    assertThat(decoded).isInstanceOf(Invalid.class);
    var refusal = (Invalid<ProfileChange>) decoded;
    assertThat(refusal.field()).isEqualTo(field);
    assertThat(refusal.value()).isEqualTo(value);
  }

  private static Arguments refused(
      String field, String value, UnaryOperator<Profile.Builder> change) {
    return Arguments.of(field, value, change);
  }
}
