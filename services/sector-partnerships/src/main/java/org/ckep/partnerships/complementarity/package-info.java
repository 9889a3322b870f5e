/** Complementarity: what a side is said to be strong in. */
@NullMarked
package org.ckep.partnerships.complementarity;

import org.jspecify.annotations.NullMarked;
