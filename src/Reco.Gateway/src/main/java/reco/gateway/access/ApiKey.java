package reco.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * A caller's key, of which only the hash is held.
 *
 * @param name of the caller, for logs and metrics
 * @param sha256 of the key's UTF-8 bytes, hex
 */
public record ApiKey(String name, String sha256, Set<Role> roles) {
  private static final int HEX_DIGITS = 64;

  public ApiKey {
    roles = Set.copyOf(roles);
    if (!sha256.matches("[0-9a-f]{" + HEX_DIGITS + "}")) {
      throw new IllegalArgumentException(
          "key '%s': sha256 has %d characters, expected %d lower-case hex digits"
              .formatted(name, sha256.length(), HEX_DIGITS));
    }
  }

  public static ApiKey ofPlain(String name, String key, Set<Role> roles) {
    return new ApiKey(name, HexFormat.of().formatHex(hash(key)), roles);
  }

  static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
