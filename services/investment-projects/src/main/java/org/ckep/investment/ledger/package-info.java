/** The ledger: what parties have bound themselves to pay for projects, and what was paid of it. */
@NullMarked
package org.ckep.investment.ledger;

import org.jspecify.annotations.NullMarked;
