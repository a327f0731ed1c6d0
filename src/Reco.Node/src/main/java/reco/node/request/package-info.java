/** One actor a request: the funnel under one deadline. */
@NullMarked
package reco.node.request;

import org.jspecify.annotations.NullMarked;
