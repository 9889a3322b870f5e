/** Capacity-share claims: which part of a firm's, a country's or the world's output one site makes, and who says so. */
@NullMarked
package org.ckep.investment.capacity;

import org.jspecify.annotations.NullMarked;
