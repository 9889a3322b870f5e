/** The SDMX REST root v1 (REST 1.5, SDMX 2.1): raw addresses in, messages of the standard out. */
@NullMarked
package org.ckep.trade.sdmx;

import org.jspecify.annotations.NullMarked;
