/** The gateway's own errors, in the form and language of the caller. */
@NullMarked
package org.ckep.gateway.problem;

import org.jspecify.annotations.NullMarked;
