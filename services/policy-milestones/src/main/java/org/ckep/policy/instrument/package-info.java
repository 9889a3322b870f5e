/** Instruments, the acts of their parties and the tracks on which they are negotiated. */
@NullMarked
package org.ckep.policy.instrument;

import org.jspecify.annotations.NullMarked;
