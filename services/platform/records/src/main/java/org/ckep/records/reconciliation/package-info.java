/** Reconciliation of both sides' figures in cycles: what was compared, what differs, who says why. */
@NullMarked
package org.ckep.records.reconciliation;

import org.jspecify.annotations.NullMarked;
