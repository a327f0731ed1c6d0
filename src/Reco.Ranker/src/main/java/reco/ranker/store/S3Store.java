package reco.ranker.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket of an S3-compatible service. A put is whole or not there, as S3 promises; a version is
 * begun by a conditional put ({@code If-None-Match: *}) of an empty object, so that of two
 * publishers one gets it. Files that are loaded are copied to a folder of this machine first.
 */
public final class S3Store implements ModelStore, AutoCloseable {
  private static final String BEGUN = ".begun";
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;

  private final S3Settings settings;
  private final S3Client client;
  private final Path cache;

  S3Store(S3Settings settings, S3Client client, Path cache) {
    this.settings = settings;
    this.client = client;
    this.cache = cache;
  }

  /**
   * Opens a bucket, which must exist.
   *
   * @param cache a folder for what is loaded
   */
  public static S3Store open(S3Settings settings, Path cache) {
    var client =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.pathStyle());
    settings.endpoint().ifPresent(client::endpointOverride);
    return new S3Store(settings, client.build(), cache);
  }

  @Override
  public List<Integer> versionsWith(String model, String file) {
    return versions(model, key -> key.endsWith("/" + file));
  }

  @Override
  public int newestBegun(String model) {
    List<Integer> versions = versions(model, _ -> true);
    return versions.isEmpty() ? 0 : versions.getLast();
  }

  private List<Integer> versions(String model, java.util.function.Predicate<String> isWanted) {
    String under = key(model) + "/";
    return asked(
        () ->
            client
                .listObjectsV2Paginator(list -> list.bucket(settings.bucket()).prefix(under))
                .contents()
                .stream()
                .map(S3Object::key)
                .filter(isWanted)
                .map(key -> key.substring(under.length()).split("/", 2)[0])
                .flatMap(folder -> Versions.parse(folder).stream())
                .distinct()
                .sorted()
                .toList(),
        under);
  }

  @Override
  public boolean begin(String model, int version) {
    String key = key(model, version, BEGUN);
    return asked(
        () -> {
          try {
            client.putObject(
                put -> put.bucket(settings.bucket()).key(key).ifNoneMatch("*"),
                RequestBody.empty());
            return true;
          } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT) {
              return false;
            }
            throw e;
          }
        },
        key);
  }

  @Override
  public void write(String model, int version, String file, byte[] content) {
    String key = key(model, version, file);
    asked(
        () ->
            client.putObject(
                put -> put.bucket(settings.bucket()).key(key), RequestBody.fromBytes(content)),
        key);
  }

  @Override
  public Optional<byte[]> read(String model, int version, String file, int mostBytes) {
    String key = key(model, version, file);
    return asked(
        () -> {
          try (var object = client.getObject(get -> get.bucket(settings.bucket()).key(key))) {
            Versions.requireAtMost(key, object.response().contentLength(), mostBytes);
            return Optional.of(object.readAllBytes());
          } catch (NoSuchKeyException e) {
            return Optional.<byte[]>empty();
          } catch (IOException e) {
            throw new UncheckedIOException(key, e);
          }
        },
        key);
  }

  /** Copies what this machine does not have yet; a copy is renamed to its name once whole. */
  @Override
  public Path local(String model, int version, Collection<String> files) {
    Path folder = cache.resolve(model).resolve("v" + version);
    try {
      Files.createDirectories(folder);
      for (String file : files) {
        if (Files.notExists(folder.resolve(file))) {
          copy(key(model, version, file), folder.resolve("." + file + ".tmp"))
              .ifPresent(aside -> move(aside, folder.resolve(file)));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Path> copy(String key, Path aside) {
    return asked(
        () -> {
          try (var object = client.getObject(get -> get.bucket(settings.bucket()).key(key))) {
            Files.copy(object, aside, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(aside);
          } catch (NoSuchKeyException e) {
            return Optional.<Path>empty();
          } catch (IOException e) {
            throw new UncheckedIOException(key, e);
          }
        },
        key);
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets the copies of a version, so that the next load asks the service again. */
  @Override
  public void forget(String model, int version) {
    Path folder = cache.resolve(model).resolve("v" + version);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public String describe(String model, int version, String file) {
    return "s3://%s/%s".formatted(settings.bucket(), key(model, version, file));
  }

  private String key(String model) {
    return settings.prefix().isEmpty() ? model : settings.prefix() + "/" + model;
  }

  private String key(String model, int version, String file) {
    return "%s/v%d/%s".formatted(key(model), version, file);
  }

  private <T> T asked(Supplier<T> call, String key) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new UncheckedIOException(
          new IOException("s3://%s/%s: %s".formatted(settings.bucket(), key, e.getMessage()), e));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
