/** Where the files of model versions lie: a folder, or a bucket of an S3-compatible service. */
@NullMarked
package reco.ranker.store;

import org.jspecify.annotations.NullMarked;
