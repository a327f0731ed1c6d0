package reco.ranker;

import java.util.Locale;

/** What runs a ranker's forward passes. */
public enum Device {
  CPU,
  /** The first NVIDIA GPU, in a build with the profile {@code gpu}; the CPU where there is none. */
  CUDA;

  /** As metrics and traces name it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
