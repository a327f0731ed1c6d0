package reco.gateway.service;

import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import reco.admin.v1.ModelChunk;
import reco.admin.v1.PushReport;
import reco.gateway.problem.Problem;

/** Collects the files of one push in a folder of its own, and has them published at the end. */
final class PushedFiles implements StreamObserver<ModelChunk> {
  private static final int MOST_FILES = 65;
  private static final String FILE_NAME = "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}";

  private final ModelOperations models;
  private final StreamObserver<PushReport> caller;
  private final Path folder;
  private final Set<String> files = new HashSet<>();
  private boolean isRefused;

  PushedFiles(ModelOperations models, StreamObserver<PushReport> caller) {
    this.models = models;
    this.caller = caller;
    try {
      this.folder = Files.createTempDirectory("reco-push-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onNext(ModelChunk chunk) {
    if (isRefused) {
      return;
    }
    try {
      append(chunk);
    } catch (IOException | RuntimeException failure) {
      isRefused = true;
      clean();
      Answer.with(caller, () -> CompletableFuture.failedFuture(failure));
    }
  }

  private void append(ModelChunk chunk) throws IOException {
    if (!chunk.getFile().matches(FILE_NAME)) {
      throw Problem.invalid("file", chunk.getFile(), "a plain file name").asException();
    }
    files.add(chunk.getFile());
    if (files.size() > MOST_FILES) {
      throw Problem.invalid("file", chunk.getFile(), "at most %d files".formatted(MOST_FILES))
          .asException();
    }
    Files.write(
        folder.resolve(chunk.getFile()),
        chunk.getContent().toByteArray(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Override
  public void onCompleted() {
    if (!isRefused) {
      Answer.with(caller, this::publish);
    }
  }

  private CompletionStage<PushReport> publish() {
    return models.push(folder).whenComplete((_, _) -> clean());
  }

  @Override
  public void onError(Throwable goneCaller) {
    isRefused = true;
    clean();
  }

  private void clean() {
    try (Stream<Path> left = Files.list(folder)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      folder.toFile().deleteOnExit();
    }
  }
}
