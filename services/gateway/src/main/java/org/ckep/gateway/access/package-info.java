/** Who calls: tokens of the realm, and what a caller without one may do. */
@NullMarked
package org.ckep.gateway.access;

import org.jspecify.annotations.NullMarked;
