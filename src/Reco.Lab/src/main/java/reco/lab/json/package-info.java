/** JSON files: what the trainer reads, and what measurements write. */
@NullMarked
package reco.lab.json;

import org.jspecify.annotations.NullMarked;
