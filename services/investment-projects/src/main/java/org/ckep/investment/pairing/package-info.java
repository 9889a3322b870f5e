/** Pairing: both sides' own records of one thing, linked by an act of both. */
@NullMarked
package org.ckep.investment.pairing;

import org.jspecify.annotations.NullMarked;
