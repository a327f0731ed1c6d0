package reco.model.features;

import java.util.function.ToDoubleFunction;

/** A feature of the user or of the moment: one value a request. */
record UserFeature(String name, ToDoubleFunction<Moment> value) {}
