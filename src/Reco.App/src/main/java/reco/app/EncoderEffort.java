package reco.app;

import reco.lab.training.Trainer.Effort;
import reco.lab.training.Training.Embeddings;
import reco.lab.training.Training.Encoder;
import reco.lab.training.Training.Retriever;

/** What the option {@code --encoder} can say. */
final class EncoderEffort {
  static final String FULL = "full";
  static final String QUICK = "quick";

  private EncoderEffort() {}

  /**
   * The retrieval model that is meant.
   *
   * @throws IllegalArgumentException for what is none
   */
  static Retriever retriever(String effort) {
    return switch (effort) {
      case FULL -> new Encoder(Effort.FULL);
      case QUICK -> new Encoder(Effort.QUICK);
      case "none" -> new Embeddings();
      default ->
          throw new IllegalArgumentException(
              "--encoder: got '%s', expected full, quick or none".formatted(effort));
    };
  }
}
