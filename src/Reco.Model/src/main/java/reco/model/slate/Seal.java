package reco.model.slate;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs tokens that clients carry and give back: base64url of the payload and the first {@value
 * #MAC_BYTES} bytes of its HMAC-SHA256. What it signs can be read by anyone and changed by no one.
 * Every node with the same secret opens the tokens of every other.
 */
public final class Seal {
  public static final int MIN_SECRET_BYTES = 16;
  private static final int MAC_BYTES = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private final List<Mac> macs;

  /**
   * @param secret at least {@value #MIN_SECRET_BYTES} bytes; signs
   * @param retired secrets that signed before; their tokens still open
   */
  public Seal(byte[] secret, List<byte[]> retired) {
    this.macs = Stream.concat(Stream.of(secret), retired.stream()).map(Seal::mac).toList();
  }

  /** A token of the payload. */
  public String close(byte[] payload) {
    byte[] signed = Arrays.copyOf(payload, payload.length + MAC_BYTES);
    System.arraycopy(sign(macs.getFirst(), payload), 0, signed, payload.length, MAC_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  /** The payload of a token that this seal, or one with a retired secret, closed; else empty. */
  public Optional<byte[]> open(String token) {
    return decode(token).filter(signed -> signed.length > MAC_BYTES).flatMap(this::verify);
  }

  private Optional<byte[]> verify(byte[] signed) {
    byte[] payload = Arrays.copyOf(signed, signed.length - MAC_BYTES);
    byte[] claimed = Arrays.copyOfRange(signed, payload.length, signed.length);
    return macs.stream().anyMatch(mac -> MessageDigest.isEqual(claimed, sign(mac, payload)))
        ? Optional.of(payload)
        : Optional.empty();
  }

  private static Optional<byte[]> decode(String token) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(token));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** Clones the keyed prototype: several times cheaper than a new one with its key schedule. */
  private static byte[] sign(Mac prototype, byte[] payload) {
    try {
      return Arrays.copyOf(((Mac) prototype.clone()).doFinal(payload), MAC_BYTES);
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Mac mac(byte[] secret) {
    if (secret.length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "token secret: got %d bytes, expected at least %d"
              .formatted(secret.length, MIN_SECRET_BYTES));
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
