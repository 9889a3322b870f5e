/** How much one caller may send: requests per window, bytes per request. */
@NullMarked
package org.ckep.gateway.limit;

import org.jspecify.annotations.NullMarked;
