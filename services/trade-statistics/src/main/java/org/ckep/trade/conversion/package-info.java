/** Figures in other classifications than the one in which they were reported, as estimates that say so. */
@NullMarked
package org.ckep.trade.conversion;

import org.jspecify.annotations.NullMarked;
