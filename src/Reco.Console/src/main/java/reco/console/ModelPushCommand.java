package reco.console;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reco.admin.v1.ModelChunk;
import reco.admin.v1.ModelsGrpc.ModelsStub;
import reco.admin.v1.PushReport;

/** Uploads a version. */
@Command(
    name = "push",
    description =
        "Uploads the folder of a version; it becomes the model's next one. Whether nodes go on with"
            + " it by themselves says reco.release.on-publish.")
final class ModelPushCommand extends ConsoleCommand {
  private static final int CHUNK_BYTES = 256 * 1024;

  @Parameters(paramLabel = "DIR", description = "holds manifest.json and the files that it names")
  private Path folder = Path.of("");

  @Override
  void ask(Connection server) {
    if (!Files.isRegularFile(folder.resolve("manifest.json"))) {
      err().println("%s: got no manifest.json, expected one".formatted(folder));
      failed();
      return;
    }
    var upload = new Upload(chunks());
    server.stub(ModelsStub.class, ReleaseCommand.LONG_CALL).pushModel(upload);
    try {
      print(
          upload.report.join(),
          report ->
              "%s@v%d, %d bytes%ncheck it: ./reco model validate %s@v%d%n"
                  .formatted(
                      report.getModel(),
                      report.getVersion(),
                      report.getBytes(),
                      report.getModel(),
                      report.getVersion()));
    } catch (CompletionException e) {
      if (e.getCause() instanceof StatusRuntimeException refused) {
        throw refused;
      }
      throw e;
    }
  }

  private Iterator<ModelChunk> chunks() {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> regular = files.filter(Files::isRegularFile).sorted().toList();
      return regular.stream().flatMap(ModelPushCommand::chunks).iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<ModelChunk> chunks(Path file) {
    try {
      InputStream in = Files.newInputStream(file);
      String name = file.getFileName().toString();
      ModelChunk first = chunk(name, in);
      return Stream.iterate(first, chunk -> chunk(name, in))
          .takeWhile(chunk -> chunk == first || !chunk.getContent().isEmpty())
          .onClose(() -> close(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelChunk chunk(String name, InputStream in) {
    try {
      return ModelChunk.newBuilder()
          .setFile(name)
          .setContent(ByteString.copyFrom(in.readNBytes(CHUNK_BYTES)))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends as fast as the server takes. */
  private static final class Upload implements ClientResponseObserver<ModelChunk, PushReport> {
    private final Iterator<ModelChunk> chunks;
    private final CompletableFuture<PushReport> report = new CompletableFuture<>();
    private boolean isDone;

    Upload(Iterator<ModelChunk> chunks) {
      this.chunks = chunks;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ModelChunk> server) {
      server.setOnReadyHandler(() -> send(server));
    }

    /** Called by the thread that begins the call, and by the one that finds room again. */
    private synchronized void send(ClientCallStreamObserver<ModelChunk> server) {
      while (server.isReady() && chunks.hasNext()) {
        server.onNext(chunks.next());
      }
      if (!chunks.hasNext() && !isDone) {
        isDone = true;
        server.onCompleted();
      }
    }

    @Override
    public void onNext(PushReport answer) {
      report.complete(answer);
    }

    @Override
    public void onError(Throwable failure) {
      report.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {}
  }
}
