/** What a node tells operators of itself, and what they can have it do. */
@NullMarked
package reco.app.operator;

import org.jspecify.annotations.NullMarked;
