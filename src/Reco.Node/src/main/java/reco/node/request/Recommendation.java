package reco.node.request;

import java.util.List;
import java.util.Optional;
import reco.model.decision.Decision;
import reco.model.decision.Degradation;
import reco.model.decision.Inputs;
import reco.model.interaction.LogPosition;
import reco.model.pipeline.Pipeline;

/**
 * What a request was answered with.
 *
 * @param inputs what it was decided from; its query has the request's id
 * @param decision the whole ranked slate, of which the gateway serves pages
 * @param watermark the last interaction that the user's state had seen
 */
public record Recommendation(
    Pipeline pipeline,
    Inputs inputs,
    Decision decision,
    Optional<LogPosition> watermark,
    List<Degradation> degraded) {}
