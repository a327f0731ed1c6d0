/** Conversions between the model and protobuf: state, events, profiles, messages of the cluster. */
@NullMarked
package reco.protocol;

import org.jspecify.annotations.NullMarked;
