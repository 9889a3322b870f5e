/** How two sides' figures of one thing are compared: pairs, tolerances, breaks with their reasons; pure rules. */
@NullMarked
package org.ckep.kernel.reconciliation;

import org.jspecify.annotations.NullMarked;
