/** Reconciliation of both sides' figures: cycles, and what is done about figures that differ. */
@NullMarked
package org.ckep.investment.reconciliation;

import org.jspecify.annotations.NullMarked;
