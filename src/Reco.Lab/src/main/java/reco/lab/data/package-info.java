/** Catalogues, people and their interactions, loaded from files or made by the simulated world. */
@NullMarked
package reco.lab.data;

import org.jspecify.annotations.NullMarked;
