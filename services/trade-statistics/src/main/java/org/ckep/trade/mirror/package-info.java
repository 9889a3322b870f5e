/** Mirror view: what both ends of a flow report about it, beside each other and never averaged. */
@NullMarked
package org.ckep.trade.mirror;

import org.jspecify.annotations.NullMarked;
