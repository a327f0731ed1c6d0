package reco.lab.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The Python trainer as a child process: {@code python -m reco_train}. One training at a time.
 *
 * @param python the interpreter of the trainer's own environment
 * @param home the folder that holds the package {@code reco_train}
 * @param registry where versions are published
 * @param progress told each line that the trainer says
 * @param parents the versions that serve now, by model, for the lineage
 */
public record Trainer(
    Path python, Path home, Path registry, Consumer<String> progress, Map<String, String> parents) {
  private static final int LAST_LINES = 12;
  private static final String RETRIEVAL = "retrieval";

  /** The trainer's large arrays come in large pages, where the C library can; it saves a third. */
  private static final String HUGE_PAGES = "glibc.malloc.hugetlb=1";

  /** Trains beside nothing. */
  public Trainer(Path python, Path home, Path registry, Consumer<String> progress) {
    this(python, home, registry, progress, Map.of());
  }

  /**
   * Trains item embeddings.
   *
   * @param interactions a folder that {@link InteractionExport} wrote
   * @return the published version's folder
   * @throws TrainingFailedException with the trainer's last lines where nothing was published
   */
  public Path embeddings(Path interactions, long seed)
      throws TrainingFailedException, InterruptedException {
    return run("embeddings", RETRIEVAL, seed, "--interactions", absolute(interactions));
  }

  /** How long an encoder is trained. */
  public enum Effort {
    /** Until it finds no more: minutes for a million interactions. */
    FULL,
    /** At most three minutes. */
    QUICK,
    /** At most half a minute. */
    DEMO
  }

  /**
   * Trains a sequence encoder with its item vectors; goes on where an interrupted training of the
   * same interactions ended.
   *
   * @param interactions a folder that {@link InteractionExport} wrote
   * @param checkpoints a folder for what an interrupted training goes on from
   * @return the published version's folder
   * @throws TrainingFailedException with the trainer's last lines where nothing was published
   */
  public Path encoder(Path interactions, Effort effort, Path checkpoints, long seed)
      throws TrainingFailedException, InterruptedException {
    return run(
        "encoder",
        RETRIEVAL,
        seed,
        "--interactions",
        absolute(interactions),
        "--preset",
        effort.name().toLowerCase(Locale.ROOT),
        "--checkpoints",
        absolute(checkpoints));
  }

  /**
   * Trains a ranker.
   *
   * @param rows a folder that {@link TrainingRows} wrote
   * @return the published version's folder
   * @throws TrainingFailedException with the trainer's last lines where nothing was published
   */
  public Path ranker(Path rows, long seed) throws TrainingFailedException, InterruptedException {
    return run("ranker", "ranker", seed, "--rows", absolute(rows));
  }

  /**
   * Has the trainer's runtime score rows.
   *
   * @param model a ranker version's folder
   * @param rows a folder of feature arrays
   * @param scores the file to write
   * @return that file
   * @throws TrainingFailedException with the trainer's last lines
   */
  public Path score(Path model, Path rows, Path scores)
      throws TrainingFailedException, InterruptedException {
    return run(
        "score",
        List.of(
            "--model", absolute(model), "--rows", absolute(rows), "--scores", absolute(scores)));
  }

  /**
   * Trains a network and trees on the first part of some rows and measures both on the last.
   *
   * @param rows a folder that {@link TrainingRows} wrote
   * @return a JSON file of what was measured
   * @throws TrainingFailedException with the trainer's last lines
   */
  public Path comparison(Path rows, long seed)
      throws TrainingFailedException, InterruptedException {
    return run("compare", List.of("--rows", absolute(rows), "--seed", Long.toString(seed)));
  }

  /** The same trainer with another registry. */
  Trainer publishingTo(Path otherRegistry) {
    return new Trainer(python, home, otherRegistry, progress, parents);
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().toString();
  }

  private Path run(String command, String model, long seed, String... options)
      throws TrainingFailedException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--registry", absolute(registry), "--seed", Long.toString(seed)));
    String parent = parents.getOrDefault(model, "");
    if (!parent.isEmpty()) {
      arguments.addAll(List.of("--parent", parent));
    }
    return run(command, arguments);
  }

  private Path run(String model, List<String> arguments)
      throws TrainingFailedException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(absolute(python), "-m", "reco_train", model));
    command.addAll(arguments);
    try {
      Process child = started(command);
      try {
        return await(model, child);
      } finally {
        child.destroy();
      }
    } catch (IOException e) {
      throw new TrainingFailedException(
          "the trainer cannot be started with %s in %s: %s".formatted(python, home, e.getMessage()),
          e);
    }
  }

  private Process started(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().putIfAbsent("GLIBC_TUNABLES", HUGE_PAGES);
    return builder.start();
  }

  private Path await(String model, Process child)
      throws TrainingFailedException, InterruptedException {
    List<String> answer = new ArrayList<>();
    Deque<String> said = new ArrayDeque<>();
    Thread answers =
        Thread.startVirtualThread(
            () -> read(child.inputReader(StandardCharsets.UTF_8), answer::add));
    Thread sayings =
        Thread.startVirtualThread(() ->
            read(
                child.errorReader(StandardCharsets.UTF_8),
                line -> {
                  progress.accept(line);
                  remember(said, line);
                }));
    int code = child.waitFor();
    answers.join();
    sayings.join();
    if (code != 0 || answer.isEmpty()) {
      throw new TrainingFailedException(
          "reco_train %s ended with code %d:%n%s".formatted(model, code, String.join("\n", said)));
    }
    return Path.of(answer.getLast());
  }

  private static void remember(Deque<String> said, String line) {
    if (said.size() == LAST_LINES) {
      said.removeFirst();
    }
    said.addLast(line);
  }

  private static void read(BufferedReader lines, Consumer<String> each) {
    // A stream that breaks is the end of what the child says; its exit code tells the rest.
    try (lines) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        each.accept(line);
      }
    } catch (IOException e) {
      each.accept("(cut off: " + e.getMessage() + ")");
    }
  }
}
