/** How figures enter the database: staged rows become visible all at once, and what they replace stays readable. */
@NullMarked
package org.ckep.trade.figures;

import org.jspecify.annotations.NullMarked;
