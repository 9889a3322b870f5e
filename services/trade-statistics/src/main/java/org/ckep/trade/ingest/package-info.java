/** Uploads of trade figures: reading, checking, staging and merging a file with revisions kept. */
@NullMarked
package org.ckep.trade.ingest;

import org.jspecify.annotations.NullMarked;
