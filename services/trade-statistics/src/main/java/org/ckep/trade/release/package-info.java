/** Releases of a side's figures: drafted, kept under embargo, published at one instant, revised and withdrawn. */
@NullMarked
package org.ckep.trade.release;

import org.jspecify.annotations.NullMarked;
