package reco.ranker.store;

import com.typesafe.config.Config;
import java.net.URI;
import java.util.Optional;

/**
 * A bucket of an S3-compatible service. Credentials come from where the AWS SDK looks for them: the
 * environment, system properties, the profile, the machine's role.
 *
 * @param endpoint of the service; empty: AWS itself
 * @param prefix before every key, without slashes at its ends; may be empty
 * @param pathStyle whether the bucket stands in the path, as most services beside AWS want it
 */
public record S3Settings(
    String bucket, String prefix, Optional<URI> endpoint, String region, boolean pathStyle) {
  public S3Settings {
    if (bucket.isBlank() || region.isBlank()) {
      throw new IllegalArgumentException(
          "reco.registry.s3: got bucket '%s' and region '%s', expected both"
              .formatted(bucket, region));
    }
  }

  /** Reads {@code reco.registry.s3}. */
  public static S3Settings of(Config config) {
    return new S3Settings(
        config.getString("bucket"),
        config.getString("prefix"),
        Optional.of(config.getString("endpoint")).filter(url -> !url.isBlank()).map(URI::create),
        config.getString("region"),
        config.getBoolean("path-style"));
  }
}
