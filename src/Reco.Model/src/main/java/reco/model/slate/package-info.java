/** What is served: items with reasons, pages and their cursors. */
@NullMarked
package reco.model.slate;

import org.jspecify.annotations.NullMarked;
