/** ONNX sessions and the registry of models: what scores, and where it comes from. */
@NullMarked
package reco.ranker;

import org.jspecify.annotations.NullMarked;
