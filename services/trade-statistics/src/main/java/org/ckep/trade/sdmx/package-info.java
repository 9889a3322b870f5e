/** The SDMX REST roots v1 (REST 1.5) and v2 (REST 2.2): raw addresses in, messages of the standard out. */
@NullMarked
package org.ckep.trade.sdmx;

import org.jspecify.annotations.NullMarked;
