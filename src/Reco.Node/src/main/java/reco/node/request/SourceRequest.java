package reco.node.request;

import reco.model.decision.Query;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Quality;
import reco.model.user.UserState;

/**
 * What a source proposes from.
 *
 * @param source its place in the pipeline, with quota and budget
 * @param user empty for a source that does not depend on it
 * @param quality how much of the pipeline the request gets
 */
public record SourceRequest(
    Pipeline.Source source, Query query, Serving serving, UserState user, Quality quality) {}
