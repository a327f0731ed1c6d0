/** JMH benchmarks of the hot paths: one class, one question. */
@NullMarked
package reco.bench;

import org.jspecify.annotations.NullMarked;
