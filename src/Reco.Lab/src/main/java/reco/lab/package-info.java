/** What a deployment starts from and is measured with. */
@NullMarked
package reco.lab;

import org.jspecify.annotations.NullMarked;
