package reco.gateway.access;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The keys that are known. Looking one up takes the same time whichever it is, or none. */
public final class ApiKeys {
  private final List<ApiKey> keys;
  private final List<byte[]> hashes;

  public ApiKeys(List<ApiKey> keys) {
    this.keys = List.copyOf(keys);
    this.hashes = keys.stream().map(key -> HexFormat.of().parseHex(key.sha256())).toList();
  }

  /** The key that a caller presented, where it is known. */
  public Optional<ApiKey> find(String presented) {
    byte[] hash = ApiKey.hash(presented);
    Optional<ApiKey> found = Optional.empty();
    for (int at = 0; at < keys.size(); at++) {
      if (MessageDigest.isEqual(hash, hashes.get(at))) {
        found = Optional.of(keys.get(at));
      }
    }
    return found;
  }
}
