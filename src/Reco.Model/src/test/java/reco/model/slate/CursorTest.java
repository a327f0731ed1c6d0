package reco.model.slate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reco.model.decision.Decision.Reason;
import reco.model.slate.Cursor.Opened;

class CursorTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final Seal SEAL = seal("a secret of some length");

  @Test
  void aCursorComesBackAsItLeft() {
    Cursor cursor = cursor(3);

    assertThat(Cursor.open(cursor.close(SEAL), SEAL, NOW)).isEqualTo(new Opened.Valid(cursor));
  }

  @Test
  void aFullCursorFitsIntoARequestLine() {
    assertThat(cursor(Cursor.MAX_ITEMS).close(SEAL)).hasSizeLessThan(8_000);
  }

  @Test
  void aCursorWithMoreItemsThanASlateIsRefused() {
    assertThatThrownBy(() -> cursor(Cursor.MAX_ITEMS + 1))
        .hasMessage("cursor: got 201 items, expected at most 200");
  }

  @Test
  void aCursorEndsAtItsTime() {
    Cursor cursor = cursor(1);

    Opened opened = Cursor.open(cursor.close(SEAL), SEAL, cursor.expiresMillis());

    assertThat(opened).isEqualTo(new Opened.Expired(cursor.expiresMillis()));
  }

  @Test
  void anyChangedCharacterMakesItForeign() {
    String text = cursor(2).close(SEAL);

    // The last character of an unpadded text may carry bits that no byte has.
    for (int at = 0; at < text.length() - 1; at++) {
      char other = text.charAt(at) == 'A' ? 'B' : 'A';
      String changed = text.substring(0, at) + other + text.substring(at + 1);
      assertThat(Cursor.open(changed, SEAL, NOW)).isEqualTo(new Opened.Foreign());
    }
  }

  @Test
  void aCursorOfAnotherSystemIsForeign() {
    String text = cursor(2).close(seal("quite another secret"));

    assertThat(Cursor.open(text, SEAL, NOW)).isEqualTo(new Opened.Foreign());
  }

  @Test
  void anAttributionIsNoCursor() {
    String text = new Attribution("r", 1, 2, 0.5f).close(SEAL);

    assertThat(Cursor.open(text, SEAL, NOW)).isEqualTo(new Opened.Foreign());
  }

  @Test
  void aRetiredSecretStillOpensWhatItClosed() {
    String text = cursor(1).close(SEAL);
    Seal renewed =
        new Seal(bytes("the secret after that"), List.of(bytes("a secret of some length")));

    assertThat(Cursor.open(text, renewed, NOW)).isInstanceOf(Opened.Valid.class);
  }

  @Test
  void aShortSecretIsRefused() {
    assertThatThrownBy(() -> seal("short"))
        .hasMessage("token secret: got 5 bytes, expected at least 16");
  }

  private static Cursor cursor(int items) {
    List<PinnedItem> rest =
        IntStream.range(0, items)
            .mapToObj(at ->
                new PinnedItem(
                    0x9E3779B97F4A7C15L * (at + 1),
                    0.5f,
                    0.25f,
                    at % 7 == 0,
                    "source-" + at % 5,
                    new Reason(Reason.Kind.values()[at % 6], at % 6 == 0 ? at % 20 + 1 : 0, "")))
            .toList();
    return new Cursor(
        "01jexamplerequest0000000000", "home", new Viewer(42, "DE", 200), 20, NOW + 1, rest);
  }

  private static Seal seal(String secret) {
    return new Seal(bytes(secret), List.of());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
