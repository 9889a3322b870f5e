/** Indicators of trade: named formulas over figures that each answer names, hashes and offers for download. */
@NullMarked
package org.ckep.trade.indicator;

import org.jspecify.annotations.NullMarked;
