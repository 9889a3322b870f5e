/** Shareholding histories: who holds which part of an organisation since when, and who says so. */
@NullMarked
package org.ckep.investment.shareholding;

import org.jspecify.annotations.NullMarked;
