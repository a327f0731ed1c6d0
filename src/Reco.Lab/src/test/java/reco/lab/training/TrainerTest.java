package reco.lab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "the fake interpreter is a shell script")
class TrainerTest {
  @TempDir Path folder;
  private final List<String> progress = new ArrayList<>();

  @Test
  void progressIsPassedOnAndThePublishedFolderReturned() throws Exception {
    var trainer = trainer("echo \"[0.1 s] $*\" >&2; echo /registry/ranker/v7");

    Path published = trainer.ranker(folder.resolve("rows"), 3);

    assertThat(published).isEqualTo(Path.of("/registry/ranker/v7"));
    assertThat(progress)
        .containsExactly(
            "[0.1 s] -m reco_train ranker --rows %s --registry %s --seed 3"
                .formatted(folder.resolve("rows"), folder.resolve("registry")));
  }

  @Test
  void anEncoderIsGivenItsEffortAndAFolderOfCheckpoints() throws Exception {
    var trainer = trainer("echo \"$*\" >&2; echo /registry/retrieval/v7");

    trainer.encoder(folder.resolve("log"), Trainer.Effort.QUICK, folder.resolve("kept"), 3);

    assertThat(progress)
        .containsExactly(
            "-m reco_train encoder --interactions %s --preset quick --checkpoints %s --registry %s --seed 3"
                .formatted(
                    folder.resolve("log"), folder.resolve("kept"), folder.resolve("registry")));
  }

  @Test
  void aRefusalIsToldInTheTrainersOwnWords() throws Exception {
    var trainer =
        trainer("echo 'reco_train: refused to publish: head click is constant' >&2; exit 3");

    assertThatThrownBy(() -> trainer.embeddings(folder, 1))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageContaining("reco_train embeddings ended with code 3")
        .hasMessageContaining("head click is constant");
  }

  @Test
  void onlyTheLastLinesOfALongComplaintAreTold() throws Exception {
    var trainer = trainer("seq 1 100 >&2; exit 1");

    assertThatThrownBy(() -> trainer.embeddings(folder, 1))
        .hasMessageContaining("100")
        .hasMessageNotContaining("50");
  }

  @Test
  void aMissingInterpreterIsNamed() {
    var trainer = new Trainer(folder.resolve("none"), folder, folder, progress::add);

    assertThatThrownBy(() -> trainer.ranker(folder, 1))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageContaining("cannot be started with " + folder.resolve("none"));
  }

  private Trainer trainer(String script) throws IOException {
    Path python = folder.resolve("python");
    Files.writeString(python, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
    return new Trainer(python, folder, folder.resolve("registry"), progress::add);
  }
}
