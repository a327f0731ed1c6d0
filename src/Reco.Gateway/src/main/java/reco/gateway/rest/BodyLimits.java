package reco.gateway.rest;

import reco.gateway.access.Call;

/**
 * Most bytes of a request's body, over REST and gRPC alike.
 *
 * @param single of every call but a batch
 * @param batch of a batch of events
 */
public record BodyLimits(long single, long batch) {
  public long bytes(Call call) {
    return call == Call.RECORD_EVENTS ? batch : single;
  }
}
