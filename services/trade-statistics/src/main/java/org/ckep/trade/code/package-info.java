/** Code lists: areas, commodities, flows and the other words that figures are written in, with names in three languages. */
@NullMarked
package org.ckep.trade.code;

import org.jspecify.annotations.NullMarked;
