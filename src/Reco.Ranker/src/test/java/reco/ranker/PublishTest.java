package reco.ranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.ranker.store.FolderStore;
import reco.ranker.store.ModelStore;

/** TR-3: a version is there whole, or it is not there. */
class PublishTest {
  @TempDir private Path given;
  @TempDir private Path root;
  private VersionFolder trained;

  @BeforeEach
  void train() {
    trained = VersionFolder.copy(given, "ranker");
  }

  @Test
  void aPublishedVersionIsTheNextOneAndLoads() {
    var registry = new Registry(root);

    Manifest first = registry.publish(trained.folder);
    Manifest second = registry.publish(trained.folder);

    assertThat(List.of(first.label(), second.label())).containsExactly("ranker@v1", "ranker@v2");
    assertThat(registry.versions("ranker")).containsExactly(1, 2);
    OnnxModel.load(registry.open("ranker", 2), VersionFolder.SPEC_HASH).close();
    assertThat(second.lineage().codeVersion()).isEqualTo(first.lineage().codeVersion());
    assertThat(second.numbers()).containsKey("heads.click.auc");
  }

  @Test
  void killedAtAnyStepOfAPublishTheVersionBeforeItServes() {
    var registry = new Registry(root);
    registry.publish(trained.folder);
    int steps = 0;
    boolean ended = false;
    while (!ended) {
      var dying = new DyingStore(new FolderStore(root), steps);
      try {
        new Registry(dying).publish(trained.folder);
        ended = true;
      } catch (Killed _) {
        steps++;
      }
      int serving = registry.latest("ranker").orElseThrow();
      OnnxModel.load(registry.open("ranker", serving), VersionFolder.SPEC_HASH).close();
      boolean isManifestWritten = dying.written.contains(Manifest.FILE);
      assertThat(serving > 1).as("after %d steps", steps).isEqualTo(isManifestWritten);
      if (isManifestWritten && !ended) {
        break; // killed after the last write: the version is whole, only its publisher is not told
      }
    }
    assertThat(steps).isGreaterThanOrEqualTo(2 * 6 + 1);
  }

  @Test
  void aFileThatIsHalfWrittenAsideIsNoPartOfAnything() {
    var registry = new Registry(root);
    registry.publish(trained.folder);
    var store = new FolderStore(root);
    store.begin("ranker", 2);
    store.write("ranker", 2, "model.onnx", new byte[] {1, 2, 3});

    assertThat(registry.versions("ranker")).containsExactly(1);
    assertThat(registry.publish(trained.folder).label()).isEqualTo("ranker@v3");
  }

  @Test
  void publishersAtOnceGetAVersionEach() {
    var registry = new Registry(root);

    var labels =
        IntStream.range(0, 6)
            .mapToObj(
                _ -> CompletableFuture.supplyAsync(() -> registry.publish(trained.folder).label()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(labels).doesNotHaveDuplicates();
    assertThat(registry.versions("ranker")).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void aSpoiltVersionIsNotPublished() {
    trained.spoil("model.onnx", content -> new byte[content.length]);

    assertThatThrownBy(() -> new Registry(root).publish(trained.folder))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("model.onnx");
    assertThat(new FolderStore(root).newestBegun("ranker")).isZero();
  }

  @Test
  void aReportIsKeptBesideAVersionWithoutTouchingIt() {
    var registry = new Registry(root);
    registry.publish(trained.folder);
    var report = new JsonObject();
    report.addProperty("breach", true);

    registry.attach("ranker", 1, "parity.json", report);

    assertThat(registry.attached("ranker", 1, "parity.json")).contains(report);
    assertThat(registry.open("ranker", 1).manifest().label()).isEqualTo("ranker@v1");
    assertThatThrownBy(() -> registry.attach("ranker", 1, "model.onnx", report))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A process that is killed before or after its n-th step, each write being two. */
  private static final class DyingStore implements ModelStore {
    private final ModelStore store;
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private int left;

    DyingStore(ModelStore store, int left) {
      this.store = store;
      this.left = left;
    }

    private void step() {
      if (left-- == 0) {
        throw new Killed();
      }
    }

    @Override
    public boolean begin(String model, int version) {
      step();
      boolean begun = store.begin(model, version);
      step();
      return begun;
    }

    @Override
    public void write(String model, int version, String file, byte[] content) {
      step();
      store.write(model, version, file, content);
      written.add(file);
      step();
    }

    @Override
    public List<Integer> versionsWith(String model, String file) {
      return store.versionsWith(model, file);
    }

    @Override
    public int newestBegun(String model) {
      return store.newestBegun(model);
    }

    @Override
    public Optional<byte[]> read(String model, int version, String file, int mostBytes) {
      return store.read(model, version, file, mostBytes);
    }

    @Override
    public Path local(String model, int version, Collection<String> files) {
      return store.local(model, version, files);
    }

    @Override
    public String describe(String model, int version, String file) {
      return store.describe(model, version, file);
    }
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }
}
