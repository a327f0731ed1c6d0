package reco.app.demo;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.lab.training.Trainer.Effort;
import reco.lab.training.Training.Encoder;
import reco.lab.training.TrainingFailedException;

/**
 * Trains the sequence encoder and a ranker for it while the engine serves with the models that are
 * there; it takes the new versions into service by itself.
 */
public final class BackgroundTraining implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BackgroundTraining.class);

  private final Thread thread;

  private BackgroundTraining(Thread thread) {
    this.thread = thread;
  }

  /** Starts it. */
  public static BackgroundTraining start(ModelTraining training, Consumer<String> ended) {
    return new BackgroundTraining(
        Thread.ofPlatform().daemon().name("background-training").start(() -> run(training, ended)));
  }

  private static void run(ModelTraining training, Consumer<String> ended) {
    try {
      training.run(new Encoder(Effort.DEMO));
      ended.accept("The sequence encoder is trained; it serves within seconds.");
    } catch (ClosedByInterruptException _) {
      Thread.currentThread().interrupt(); // the demo ends
    } catch (TrainingFailedException | IOException | IllegalArgumentException e) {
      log.warn("no sequence encoder", e);
      ended.accept("No sequence encoder, serving goes on without: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the demo ends
    }
  }

  /** Ends the training where it is, with the trainer's process. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
