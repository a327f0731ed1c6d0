package reco.node.request;

import reco.model.decision.Query;
import reco.model.pipeline.Pipeline;
import reco.model.user.UserState;

/**
 * What a source proposes from.
 *
 * @param source its place in the pipeline, with quota and budget
 * @param user empty for a source that does not depend on it
 * @param queryVector the user's retrieval vector; length 0 where there is none
 */
public record SourceRequest(
    Pipeline.Source source, Query query, Serving serving, UserState user, float[] queryVector) {}
