/** Reading figures: series by reporter, partner, flow, commodity and period, now or as they were known. */
@NullMarked
package org.ckep.trade.series;

import org.jspecify.annotations.NullMarked;
