/** What a trade figure is: its period, edition of the nomenclature, valuation and unit. */
@NullMarked
package org.ckep.trade.observation;

import org.jspecify.annotations.NullMarked;
