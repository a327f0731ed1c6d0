package reco.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reco.protocol.Decoded.Invalid;
import reco.protocol.Decoded.Valid;
import reco.v1.Event;

class PayloadFormatTest {
  private static final Event EVENT =
      Event.newBuilder().setUserId("ada").setEvent("rating").setRating(4.5).build();

  @Test
  void bothFormatsReadTheSameEvent() {
    var json =
        """
        {"user_id": "ada", "event": "rating", "rating": 4.5}
        """;

    assertThat(PayloadFormat.JSON.decode(json.getBytes(UTF_8), Event.getDefaultInstance()))
        .isEqualTo(new Valid<>(EVENT));
    assertThat(PayloadFormat.PROTOBUF.decode(EVENT.toByteArray(), Event.getDefaultInstance()))
        .isEqualTo(new Valid<>(EVENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "{\"user_id\": \"ada\", \"usr\": 1}",
        "{\"user_id\": 5.5e}",
        "{\"rating\": \"many\"}",
        "{\"user_id\": \"ada\"} {}"
      })
  void whatIsNoEventIsRefused(String json) {
    var decoded = PayloadFormat.JSON.decode(json.getBytes(UTF_8), Event.getDefaultInstance());

    assertThat(decoded).isInstanceOf(Invalid.class);
    assertThat(((Invalid<Event>) decoded).expected())
        .isEqualTo("a reco.v1.Event as application/json");
  }

  @Test
  void bytesThatAreNoTextAndNoMessageAreRefused() {
    var bytes = new byte[] {(byte) 0xff, (byte) 0xff, 0x01};

    for (var format : PayloadFormat.values()) {
      assertThat(format.decode(bytes, Event.getDefaultInstance())).isInstanceOf(Invalid.class);
    }
  }

  @Test
  void aContentTypeIsReadWithoutItsParameters() {
    assertThat(PayloadFormat.ofContentType("application/json; charset=utf-8"))
        .contains(PayloadFormat.JSON);
    assertThat(PayloadFormat.ofContentType("Application/Protobuf"))
        .contains(PayloadFormat.PROTOBUF);
    assertThat(PayloadFormat.ofContentType("text/plain")).isEmpty();
  }
}
