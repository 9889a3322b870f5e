/** Early warning: rules over trade figures, and the alerts that they raise, clear and take back. */
@NullMarked
package org.ckep.trade.warning;

import org.jspecify.annotations.NullMarked;
