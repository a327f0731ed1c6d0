package reco.ranker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.ranker.ModelRefusedException;
import reco.ranker.Registry;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** TR-3: the registry over S3, its wire and its signatures. */
class S3StoreTest {
  private static final Path TRAINED = Path.of("src/test/resources/registry/ranker/v1");

  @TempDir private Path cache;
  private FakeS3 service;
  private S3Store store;

  @BeforeEach
  void start() throws IOException {
    service = new FakeS3();
    store = store(FakeS3.SECRET);
  }

  @AfterEach
  void stop() {
    store.close();
    service.close();
  }

  @Test
  void aVersionIsPublishedListedAndLoaded() {
    var registry = new Registry(store);

    registry.publish(TRAINED);
    registry.publish(TRAINED);

    assertThat(registry.versions("ranker")).containsExactly(1, 2);
    assertThat(service.objects)
        .containsKeys("models/ranker/v2/manifest.json", "models/ranker/v2/model.onnx");
    Registry.Artefact opened = registry.open("ranker", 2);
    assertThat(opened.file("model.onnx")).hasSameBinaryContentAs(TRAINED.resolve("model.onnx"));
  }

  @Test
  void whatIsOnThisMachineIsNotFetchedAgain() throws IOException {
    var registry = new Registry(store);
    registry.publish(TRAINED);
    Path model = registry.open("ranker", 1).file("model.onnx");
    var before = Files.getLastModifiedTime(model);
    service.objects.remove("models/ranker/v1/model.onnx");

    assertThat(Files.getLastModifiedTime(registry.open("ranker", 1).file("model.onnx")))
        .isEqualTo(before);
  }

  @Test
  void aSpoiltCopyIsDroppedAndFetchedAgain() throws IOException {
    var registry = new Registry(store);
    registry.publish(TRAINED);
    Files.write(registry.open("ranker", 1).file("model.onnx"), new byte[] {1});

    assertThatThrownBy(() -> registry.open("ranker", 1))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("model.onnx: got 1 bytes");
    assertThat(registry.open("ranker", 1).manifest().label()).isEqualTo("ranker@v1");
  }

  @Test
  void ofTwoWhoBeginAVersionOneGetsIt() {
    assertThat(List.of(store.begin("ranker", 1), store.begin("ranker", 1)))
        .containsExactly(true, false);
    assertThat(store.newestBegun("ranker")).isEqualTo(1);
    assertThat(store.versionsWith("ranker", "manifest.json")).isEmpty();
  }

  @Test
  void aVersionWithoutItsManifestIsNone() {
    var registry = new Registry(store);
    registry.publish(TRAINED);
    service.objects.remove("models/ranker/v1/manifest.json");

    assertThat(registry.latest("ranker")).isEmpty();
    assertThatThrownBy(() -> registry.open("ranker", 1))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("s3://bucket/models/ranker/v1/manifest.json");
  }

  @Test
  void wrongCredentialsAreTold() {
    try (S3Store stranger = store("another secret")) {
      assertThatThrownBy(() -> stranger.versionsWith("ranker", "manifest.json"))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("s3://bucket/models/ranker")
          .hasMessageContaining("signature");
    }
  }

  private S3Store store(String secret) {
    var settings =
        new S3Settings("bucket", "models", Optional.of(service.endpoint()), "eu-central-1", true);
    return new S3Store(
        settings,
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(FakeS3.KEY_ID, secret)))
            .region(Region.of(settings.region()))
            .endpointOverride(service.endpoint())
            .forcePathStyle(true)
            .build(),
        cache);
  }
}
