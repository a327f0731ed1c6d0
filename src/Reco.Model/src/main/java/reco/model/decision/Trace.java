package reco.model.decision;

import java.util.List;
import reco.model.pipeline.Pipeline;

/**
 * A decision with everything that it was made from: enough to make it again.
 *
 * @param decision the whole slate
 * @param build of the program that decided
 * @param platform provider and kind of CPU that ranked; on another one scores may differ in the
 *     last bits
 */
public record Trace(
    Pipeline pipeline,
    Inputs inputs,
    RecordedDecision decision,
    List<Degradation> degraded,
    String build,
    String platform) {
  public Trace {
    degraded = List.copyOf(degraded);
  }
}
