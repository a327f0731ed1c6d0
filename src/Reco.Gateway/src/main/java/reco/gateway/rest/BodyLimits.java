package reco.gateway.rest;

import reco.gateway.access.Call;

/**
 * Most bytes of a request's body, over REST and gRPC alike.
 *
 * @param single of every call but a batch
 * @param batch of a batch of events
 */
public record BodyLimits(long single, long batch) {
  /** Of a push of a whole model, which goes to disk as it comes. */
  private static final long PUSH = 4L << 30;

  public long bytes(Call call) {
    return switch (call) {
      case RECORD_EVENTS -> batch;
      case PUSH_MODEL -> PUSH;
      default -> single;
    };
  }
}
