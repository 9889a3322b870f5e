/** What can be wrong, as types that every service answers alike (RFC 9457). */
@NullMarked
package org.ckep.kernel.problem;

import org.jspecify.annotations.NullMarked;
