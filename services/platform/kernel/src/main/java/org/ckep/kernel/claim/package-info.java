/** The unit of storage: who says what, since when, on which basis. */
@NullMarked
package org.ckep.kernel.claim;

import org.jspecify.annotations.NullMarked;
