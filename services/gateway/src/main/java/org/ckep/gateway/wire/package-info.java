/** What callers send before it is a request that the router can be given. */
@NullMarked
package org.ckep.gateway.wire;

import org.jspecify.annotations.NullMarked;
