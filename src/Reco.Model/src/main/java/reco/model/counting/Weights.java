package reco.model.counting;

import reco.model.item.Decay;

/** The weights of a {@link Decay}, the last one remembered: many steps are of one time. */
final class Weights {
  private final Decay decay;
  private long timeMillis;
  private long epoch;
  private double weight;

  Weights(Decay decay) {
    this.decay = decay;
    this.weight = decay.weight(0, 0);
  }

  long epoch(long timeMillis) {
    return decay.epoch(timeMillis);
  }

  double weight(long ofMillis, long atEpoch) {
    if (ofMillis != timeMillis || atEpoch != epoch) {
      weight = decay.weight(ofMillis, atEpoch);
      timeMillis = ofMillis;
      epoch = atEpoch;
    }
    return weight;
  }
}
