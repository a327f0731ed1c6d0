/** Files that are whole or refused. */
@NullMarked
package reco.node.file;

import org.jspecify.annotations.NullMarked;
