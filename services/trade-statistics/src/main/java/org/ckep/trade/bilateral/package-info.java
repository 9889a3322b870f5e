/** Both sides' figures of the same trade beside each other, with the discrepancy and never an average. */
@NullMarked
package org.ckep.trade.bilateral;

import org.jspecify.annotations.NullMarked;
